package dev.lighterage.oci.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The `docker-registry` of this machine's distribution, on loopback, as long as it is not closed.
final class DockerRegistry implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:[0-9]+)");

  private final Process process;
  private final String host;

  private DockerRegistry(Process process, String host) {
    this.process = process;
    this.host = host;
  }

  /// The program, if this machine has it.
  static Optional<Path> program() {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, "docker-registry"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Starts one that keeps what it has in `folder`; `more` lines of configuration are added.
  static DockerRegistry start(Path folder, String... more) throws IOException {
    String settings =
        """
        version: 0.1
        log: {level: info}
        storage: {filesystem: {rootdirectory: %s}}
        http: {addr: '127.0.0.1:0', secret: none}
        """
            .formatted(folder.resolve("data"));
    Path file = folder.resolve("registry.yml");
    Files.write(file, Stream.concat(settings.lines(), Stream.of(more)).toList());
    Process process =
        new ProcessBuilder(program().orElseThrow().toString(), "serve", file.toString())
            .redirectErrorStream(true)
            .start();
    try {
      return new DockerRegistry(process, host(process));
    } catch (IOException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /// Reads its log to the end in the background, so that it never waits for a reader.
  private static String host(Process process) throws IOException {
    var log = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      Matcher found = LISTENING.matcher(line);
      if (found.find()) {
        Thread.ofVirtual().start(() -> drain(log));
        return found.group(1);
      }
    }
    throw new IOException("docker-registry ended before it listened");
  }

  private static void drain(BufferedReader log) {
    try {
      while (log.readLine() != null) {
        // Nobody reads it.
      }
    } catch (IOException e) {
      // The process has ended.
    }
  }

  String host() {
    return host;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
