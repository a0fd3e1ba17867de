package dev.lighterage.oci.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentTest {
  @TempDir private Path folder;

  @Test
  void opensAgainAtAnyOffset() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "0123456789");
    for (Content content : new Content[] {Content.of(file), Content.of(Bytes.utf8("0123456789"))}) {
      for (int offset : new int[] {0, 7, 3, 10}) {
        try (InputStream in = content.open(offset)) {
          assertThat(in.readAllBytes()).asString().isEqualTo("0123456789".substring(offset));
        }
      }
    }
  }

  @Test
  void saysThatTheDiskRefusesAFileAndNoHostIsAway() throws IOException {
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    Failure failure = catchThrowableOfType(Failure.class, () -> Content.of(loop).open(0).close());
    assertThat(failure.kind()).isEqualTo(Failure.Kind.STORAGE);
    assertThat(failure.subject()).isEqualTo(loop.toString());
  }
}
