package dev.lighterage.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The packaged tool, started as a person starts it, with a home of its own.
record Tool(Path folder, Path home, Map<String, String> environment) {
  /// What a process ended with and what it printed.
  record Ended(int code, String out, String err) {}

  /// The tool that this build packaged, with nothing set but a home and a path.
  static Tool packaged(Path home) {
    String folder = System.getProperty("lighter.packaged");
    if (folder == null) {
      throw new IllegalStateException("started by failsafe after package, not alone");
    }
    var environment = new TreeMap<String, String>();
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.put("JAVA25_HOME", System.getProperty("java.home"));
    return new Tool(Path.of(folder), home, environment);
  }

  Tool with(String name, String value) {
    var more = new TreeMap<>(environment);
    more.put(name, value);
    return new Tool(folder, home, more);
  }

  Tool in(Path otherFolder) {
    return new Tool(otherFolder, home, environment);
  }

  Ended run(String... arguments) {
    return finish(start(arguments));
  }

  Started start(String... arguments) {
    return start(List.of(), arguments);
  }

  /// Starts it by the command `before`, which gets the tool's command line at its end; standard
  /// output and error go to files, so that nobody has to read along.
  Started start(List<String> before, String... arguments) {
    try {
      Path out = Files.createTempFile("lighter", ".out");
      Path err = Files.createTempFile("lighter", ".err");
      var command = new ArrayList<String>(before);
      command.add(folder.resolve("bin/lighter").toString());
      command.addAll(List.of(arguments));
      var builder = new ProcessBuilder(command).directory(home.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      return new Started(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A process under way.
  record Started(Process process, Path out, Path err) {}

  static Ended finish(Started started) {
    try {
      int code = started.process.waitFor();
      var ended = new Ended(code, Files.readString(started.out), Files.readString(started.err));
      Files.delete(started.out);
      Files.delete(started.err);
      return ended;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      started.process.destroyForcibly();
      throw new IllegalStateException(e);
    }
  }
}
