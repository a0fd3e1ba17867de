package dev.lighterage.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.serve.RegistryServer;
import dev.lighterage.oci.serve.ServeSettings;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged tool several times at once in one place: each does its work as if it were alone.
class AtOnceIT {
  private static final int COUNT = 3;

  @TempDir Path temp;
  private RegistryServer registry;
  private Parcel parcel;
  private Tool tool;

  @BeforeEach
  void open() throws IOException {
    registry = RegistryServer.start(temp.resolve("registry"), ServeSettings.loopback());
    Parcel.runner(registry.authority());
    parcel = Parcel.write(temp.resolve("parcel"), registry.authority(), 37);
    tool = Tool.packaged(Files.createDirectory(temp.resolve("home")));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  /// What all of them answer under `member`, which must be one thing.
  private String same(String member, String... command) {
    List<Tool.Started> all = IntStream.range(0, COUNT).mapToObj(_ -> tool.start(command)).toList();
    List<String> answers =
        all.stream()
            .map(Tool::finish)
            .peek(ended -> assertThat(ended.code()).as(ended.err()).isZero())
            .map(ended -> Json.readObject(Bytes.utf8(ended.out())).string(member))
            .distinct()
            .toList();
    assertThat(answers).hasSize(1);
    return answers.getFirst();
  }

  @Test
  void buildsOfOneRecipeMakeOneBundle() throws IOException {
    String digest = same("digest", "build", "--json", "-f", parcel.folder().toString());
    Path folder = parcel.folder().resolve(".lighter/bundle");
    Whole.require(folder, true);
    LayoutStore layout = LayoutStore.open(folder);
    assertThat(layout.tags()).containsExactly("v1.0.0");
    assertThat(layout.resolve("v1.0.0").orElseThrow().descriptor().digest()).hasToString(digest);
    assertThat(folder.resolve(".lighter/tmp")).isEmptyDirectory();
    assertThat(parcel.folder())
        .isDirectoryNotContaining("glob:**/.lighter.lock*")
        .isDirectoryContaining("glob:**/lighter.lock");
    assertThat(same("digest", "build", "--json", "-f", parcel.folder().toString()))
        .as("from the lock that one of them wrote")
        .isEqualTo(digest);
  }

  @Test
  void pushesOfOneRecipePublishOneBundle() throws IOException {
    String reference = same("reference", "push", "--json", "-f", parcel.folder().toString());
    Whole.require(temp.resolve("registry"), false);
    Tool.Ended pulled = tool.run("pull", "--json", reference, temp.resolve("pulled").toString());
    assertThat(pulled.code()).as(pulled.err()).isZero();
    assertThat(Whole.require(temp.resolve("pulled"), false)).isGreaterThan(2 * Parcel.FILES.size());
  }
}
