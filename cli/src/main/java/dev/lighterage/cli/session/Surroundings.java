package dev.lighterage.cli.session;

import dev.lighterage.cli.screen.Console;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

/// Everything that a command takes from the process it runs in, so that a test can give it other.
///
/// `folder` is the working folder, absolute; relative paths on the command line begin there.
public record Surroundings(
    Map<String, String> environment,
    Map<String, String> properties,
    Path folder,
    InputStream in,
    Console.Streams streams,
    Clock clock) {

  /// Those of this process. Output is UTF-8 whatever the locale says, since it goes into pipes.
  public static Surroundings ofProcess() {
    return new Surroundings(
        System.getenv(),
        System.getProperties().stringPropertyNames().stream()
            .filter(n -> n.startsWith("lighter.") || n.startsWith("java.") || n.startsWith("user."))
            .collect(Collectors.toMap(n -> n, System::getProperty)),
        Path.of("").toAbsolutePath(),
        System.in,
        new Console.Streams(
            stream(new PipedOut(new FileOutputStream(FileDescriptor.out))),
            stream(new FileOutputStream(FileDescriptor.err))),
        Clock.systemUTC());
  }

  private static PrintStream stream(OutputStream out) {
    return new PrintStream(new BufferedOutputStream(out, 1 << 13), false, StandardCharsets.UTF_8);
  }
}
