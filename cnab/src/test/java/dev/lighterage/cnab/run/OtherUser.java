package dev.lighterage.cnab.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Starts Java as an ordinary user, where root runs the tests. That user may not read root's home,
/// so the class path is copied to where everybody may.
final class OtherUser {
  static final int ID = 1000;

  private final Path folder;
  private final List<String> classPath = new ArrayList<>();

  /// Works in `folder`, which everybody may read from then on.
  OtherUser(Path folder) throws IOException {
    this.folder = folder;
    open(folder);
    for (String part : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path from = Path.of(part);
      if (Files.exists(from)) {
        Path to = folder.resolve("class-path-" + classPath.size() + "-" + from.getFileName());
        copy(from, to);
        classPath.add(to.toString());
      }
    }
  }

  /// A folder of the user's own.
  Path home() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home"));
    Files.setAttribute(home, "unix:uid", ID);
    Files.setAttribute(home, "unix:gid", ID);
    return home;
  }

  ProcessBuilder java(Class<?> program, List<String> arguments) {
    var command = new ArrayList<String>();
    command.addAll(List.of("setpriv", "--reuid=" + ID, "--regid=" + ID, "--clear-groups", "--"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx256m"));
    command.addAll(List.of("-Djava.io.tmpdir=" + folder.resolve("home")));
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), program.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      all.forEach(
          path -> {
            try {
              Path target = to.resolve(from.relativize(path).toString());
              Files.copy(path, target);
              open(target);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }

  private static void open(Path path) throws IOException {
    String mode = Files.isDirectory(path) ? "rwxr-xr-x" : "rw-r--r--";
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
