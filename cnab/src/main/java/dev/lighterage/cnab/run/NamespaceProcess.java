package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// The outermost process of a run: talks to namespaces.sh and takes down what it says.
final class NamespaceProcess implements AutoCloseable {
  private final Process process;
  private final Thread errors;
  private final StringBuilder complaints = new StringBuilder();
  private volatile LogSink log;

  private NamespaceProcess(Process process, int longestLine) {
    this.process = process;
    this.log = text -> complaints.append(text).append('\n');
    this.errors = read(process.getErrorStream(), longestLine);
  }

  /// Starts `command`. The thread that does it waits for the end too: the kernel kills the process
  /// when the thread that started it ends, not when the whole of this program does (prctl(2),
  /// `PR_SET_PDEATHSIG`).
  static NamespaceProcess start(List<String> command, int longestLine) {
    var started = new CompletableFuture<Process>();
    var builder = new ProcessBuilder(command).directory(Path.of("/").toFile());
    builder.environment().clear();
    builder.environment().putAll(Tools.environment());
    Thread.ofPlatform()
        .daemon()
        .name("lighter-run")
        .start(
            () -> {
              try {
                Process process = builder.start();
                started.complete(process);
                process.waitFor();
              } catch (IOException | InterruptedException | RuntimeException e) {
                started.completeExceptionally(e);
              }
            });
    try {
      return new NamespaceProcess(started.join(), longestLine);
    } catch (CompletionException e) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "could not start a program", command.getFirst())
          .because(e);
    }
  }

  /// The root of the file systems that the process sees, as this one sees it.
  Path root() {
    return Path.of("/proc/" + process.pid() + "/root");
  }

  /// Waits until the script says `word`; fails with what it complains of when it ends instead.
  void await(String word) {
    var line = new StringBuilder();
    try {
      InputStream in = process.getInputStream();
      for (int c = in.read(); c >= 0 && c != '\n' && line.length() < 100; c = in.read()) {
        line.append((char) c);
      }
    } catch (IOException ended) {
      line.setLength(0);
    }
    if (!line.toString().equals(word)) {
      if (!line.isEmpty()) {
        process.destroyForcibly();
      }
      end();
      throw Complaints.failure(complaints.toString());
    }
  }

  /// Lets the script go on to its next word.
  void goOn() {
    say("go");
  }

  /// Lets the run tool start and waits for its end; what comes meanwhile is what it says.
  void runToEnd(LogSink sink, int longestLine) {
    log = sink;
    Thread output = read(process.getInputStream(), longestLine);
    goOn();
    end();
    join(output);
  }

  /// Ends the run tool: TERM to it, and after `grace` KILL to everything.
  void stop(Duration grace) {
    Thread.ofVirtual()
        .name("lighter-stop")
        .start(
            () -> {
              say("TERM");
              try {
                if (!process.waitFor(grace)) {
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                process.destroyForcibly();
              }
            });
  }

  int exitCode() {
    return process.exitValue();
  }

  /// Waits for the end, and for the last of what it has to complain of.
  private void end() {
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
        process.destroyForcibly();
      }
    }
    join(errors);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void say(String word) {
    try {
      OutputStream out = process.getOutputStream();
      synchronized (out) {
        out.write((word + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException gone) {
      // It ended by itself; whoever waits for it sees that.
    }
  }

  private Thread read(InputStream in, int longestLine) {
    return Thread.ofVirtual()
        .name("lighter-lines")
        .start(() -> new LineReader(in, longestLine, log::cut).each(this::line));
  }

  /// A sink that fails is not asked again, and the run goes on: were its lines not read, it would
  /// wait for that forever.
  private synchronized void line(String text) {
    try {
      log.line(text);
    } catch (RuntimeException e) {
      log = _ -> {};
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    end();
  }
}
