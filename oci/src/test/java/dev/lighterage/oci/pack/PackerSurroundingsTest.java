package dev.lighterage.oci.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same input gives the same layer, whatever the process was born into.
class PackerSurroundingsTest {
  @TempDir private Path top;

  private List<String> run(String environment, String umask, String options, String folder)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "umask "
                + umask
                + "; exec env "
                + environment
                + " \"$0\" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "
                + options
                + " -cp \"$1\" "
                + PackerProgram.class.getName()
                + " \"$2\" unpack",
            java,
            System.getProperty("java.class.path"),
            top.resolve(folder).toString());
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).isZero();
    return lines;
  }

  @Test
  void packsAndUnpacksTheSameUnderOtherUmaskLocaleAndTimeZone() throws Exception {
    List<String> here = run("LC_ALL=C.UTF-8", "022", "", "a");
    assertThat(here).hasSize(4).endsWith("755", "755", "644");
    assertThat(
            run("LC_ALL=C.UTF-8 TZ=Asia/Tokyo", "077", "-Duser.language=tr -Duser.country=TR", "b"))
        .isEqualTo(here);
    assertThat(run("LC_ALL=C.UTF-8", "000", "-Duser.language=ar -Duser.extensions=u-nu-arab", "c"))
        .isEqualTo(here);
  }
}
