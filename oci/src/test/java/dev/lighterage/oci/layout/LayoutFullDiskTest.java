package dev.lighterage.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A layout on a disk that is full or may not be written, in a mount namespace of its own.
class LayoutFullDiskTest {
  @TempDir private Path disk;

  private static List<String> run(String script, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-ec", script));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines = process.inputReader().lines().toList();
    assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  /// Starts the writer with `mount` done before; `$0` is the folder of the disk.
  private List<String> write(String mount, String verb) throws IOException, InterruptedException {
    Assumptions.assumeTrue(canMount(), "this machine lets nobody mount in a namespace");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return run(
        mount
            + "; exec \"$1\" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$2\" "
            + LayoutWriter.class.getName()
            + " \"$0/layout\" "
            + verb,
        disk.toString(),
        java,
        System.getProperty("java.class.path"));
  }

  private boolean canMount() throws InterruptedException {
    try {
      return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", disk.toString())
              .start()
              .waitFor()
          == 0;
    } catch (IOException noUnshare) {
      return false;
    }
  }

  @Test
  void saysThatTheDiskIsFullAndHoldsWhatWentBefore() throws Exception {
    List<String> lines = write("mount -t tmpfs -o size=1m none \"$0\"", "fill");
    assertThat(lines)
        .containsExactly("STORAGE " + disk.resolve("layout"), "No space left on device", "whole");
  }

  @Test
  void saysThatTheDiskMayNotBeWritten() throws Exception {
    LayoutStore.create(disk.resolve("layout"));
    List<String> lines =
        write("mount --bind \"$0\" \"$0\"; mount -o remount,bind,ro \"$0\"", "fill");
    assertThat(lines)
        .containsExactly("STORAGE " + disk.resolve("layout"), "Read-only file system", "empty");
  }
}
