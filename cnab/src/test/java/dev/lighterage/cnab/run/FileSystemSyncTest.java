package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSystemSyncTest {
  @TempDir private Path dir;

  @Test
  void takesFilesThatTheirOwnerMayNotReadAndNamesThatLookLikeOptions() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("--x"));
    Files.setAttribute(Files.createFile(folder.resolve("shadow")), "unix:mode", 0);
    FileSystemSync.of(folder);
    assertThat(folder.resolve("shadow")).exists();
  }

  @Test
  void saysWhatCannotBePutOnTheDisk() {
    assertThatThrownBy(() -> FileSystemSync.of(dir.resolve("none")))
        .isInstanceOfSatisfying(
            Failure.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Failure.Kind.STORAGE);
              assertThat(e.subject()).isEqualTo(dir.resolve("none").toString());
            });
  }
}
