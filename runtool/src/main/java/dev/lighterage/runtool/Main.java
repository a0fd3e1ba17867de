package dev.lighterage.runtool;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// `/cnab/app/run`: the run tool in an invocation image.
public final class Main {
  private Main() {}

  /// Takes no arguments: all comes from files and variables (CNAB 103). A signal that ends the
  /// process ends the running program first, and the exit code is 128 + its number.
  public static void main(String[] args) {
    PrintStream out = stream(FileDescriptor.out);
    PrintStream err = stream(FileDescriptor.err);
    var streams = new Surroundings.Streams(out, err, Redirect.INHERIT, Redirect.INHERIT);
    run(new Surroundings(Path.of("/"), System.getenv(), streams));
  }

  /// Runs to the end of the process.
  static void run(Surroundings here) {
    var tool = new RunTool(here);
    Runtime.getRuntime().addShutdownHook(new Thread(tool::stop));
    System.exit(tool.run());
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
