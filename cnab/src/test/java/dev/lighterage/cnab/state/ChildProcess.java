package dev.lighterage.cnab.state;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts a program of the tests in a Java of its own.
final class ChildProcess {
  private ChildProcess() {}

  /// Whether this machine lets a program have mounts of its own; else the reason is printed.
  static boolean canMount() throws IOException, InterruptedException {
    Process probe =
        new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
            .inheritIO()
            .start();
    return probe.waitFor() == 0;
  }

  /// `before` is what starts Java, such as `unshare` with its options; it may be empty.
  static Process start(List<String> before, Class<?> program, String... arguments)
      throws IOException {
    var command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
