package dev.lighterage.runtool;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Starts programs one after another, and ends the one that runs, with all that it started, when it
/// is told to.
final class Child {
  /// How long programs have after SIGTERM before SIGKILL. Ours; below the 30 s that Porter's Docker
  /// driver gives the image as a whole ([103.3]).
  static final Duration GRACE = Duration.ofSeconds(10);

  private final Surroundings.Streams streams;
  private boolean stopped;
  private @Nullable Process process;

  Child(Surroundings.Streams streams) {
    this.streams = streams;
  }

  /// Runs `invocation` to its end and gives its exit code: 126 and 127 where it could not be
  /// started, 128+n where signal n ended it. Its standard output goes to `result` if there is one.
  /// It reads end of file from its standard input.
  int run(Invocation invocation, Optional<Path> result) {
    Optional<Path> program = Invocation.program(invocation.argv().getFirst());
    if (program.isEmpty()) {
      return Exit.NOT_FOUND;
    }
    if (!Files.isExecutable(program.get())) {
      return Exit.NOT_EXECUTABLE;
    }
    Optional<Process> started = start(builder(program.get(), invocation, result));
    return started.map(Child::await).orElse(Exit.TERMINATED);
  }

  private ProcessBuilder builder(Path program, Invocation invocation, Optional<Path> result) {
    var argv = new ArrayList<>(invocation.argv());
    argv.set(0, program.toString());
    var builder = new ProcessBuilder(argv).directory(invocation.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(invocation.env());
    builder.redirectError(streams.programErr());
    return builder.redirectOutput(
        result.map(Path::toFile).map(Redirect::to).orElse(streams.programOut()));
  }

  private synchronized Optional<Process> start(ProcessBuilder builder) {
    if (stopped) {
      return Optional.empty();
    }
    try {
      Process fresh = builder.start();
      process = fresh;
      fresh.getOutputStream().close();
      return Optional.of(fresh);
    } catch (IOException e) {
      throw Failure.of(
              Failure.Kind.PROGRAM, "could not start program", builder.command().getFirst())
          .because(e);
    }
  }

  private static int await(Process process) {
    while (true) {
      try {
        return process.waitFor();
      } catch (InterruptedException e) {
        process.destroy();
      }
    }
  }

  synchronized boolean stopped() {
    return stopped;
  }

  /// Lets no further program start, asks the running one and its descendants to end, and kills what
  /// is left after `grace`.
  void stop(Duration grace) {
    List<ProcessHandle> all = mark();
    all.forEach(ProcessHandle::destroy);
    long deadline = System.nanoTime() + grace.toNanos();
    for (ProcessHandle one : all) {
      if (!ended(one, deadline - System.nanoTime())) {
        one.descendants().forEach(ProcessHandle::destroyForcibly);
        one.destroyForcibly();
      }
    }
  }

  /// The running program and its descendants, taken down before any of them ends and hands its
  /// children to process 1.
  private synchronized List<ProcessHandle> mark() {
    stopped = true;
    var all = new ArrayList<ProcessHandle>();
    if (process != null && process.isAlive()) {
      all.add(process.toHandle());
      process.descendants().forEach(all::add);
    }
    return all;
  }

  private static boolean ended(ProcessHandle handle, long nanos) {
    try {
      handle.onExit().get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return !handle.isAlive();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
