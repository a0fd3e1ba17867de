package dev.lighterage.cnab.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.model.Descriptor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a build leaves on the disk.
class BuildTest {
  @TempDir private Path folder;
  private Wharf wharf;

  @BeforeEach
  void start() {
    wharf = new Wharf(folder);
    wharf.runner("runners/files", 1_000, Mixins.descriptor("files"));
  }

  @AfterEach
  void stop() {
    wharf.close();
  }

  /// A bundle of one folder that is too large to be packed in memory.
  private Path site() throws IOException {
    var noise = new byte[3 << 20];
    new Random(11).nextBytes(noise);
    Files.write(wharf.write("site/pages/index.html", "<p>").resolveSibling("noise"), noise);
    return wharf.write(
        "site/lighter.yaml",
        """
        name: site
        version: 1.0.0
        to: @HOST@/bundles/site
        runner: @HOST@/runners/files:1
        artifacts:
          pages: {folder: ./pages}
        actions:
          install:
            - files.put: {source: pages, to: /data/site}
        """);
  }

  @Test
  void keepsNothingOfALargeArtifactButItsBlob() throws IOException {
    Built built = wharf.build(site());

    Descriptor pages = built.packed().getFirst().manifest();
    Descriptor blob = built.layout().manifest(pages.digest()).orElseThrow().children().getLast();
    assertThat(blob.size()).isGreaterThan(3 << 20);
    Verified.copy(blob, built.layout().blob(blob), OutputStream.nullOutputStream());
    try (Stream<Path> all = Files.walk(folder.resolve("site/.lighter"))) {
      assertThat(all.filter(Files::isRegularFile).filter(f -> size(f) >= blob.size()))
          .singleElement()
          .satisfies(f -> assertThat(f).hasFileName(blob.digest().hex()));
    }
    assertThat(folder.resolve("site/.lighter/bundle/.lighter/tmp")).isEmptyDirectory();
  }

  private static long size(Path file) {
    try {
      return Content.of(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
