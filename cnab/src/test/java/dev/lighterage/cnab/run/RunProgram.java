package dev.lighterage.cnab.run;

import java.nio.file.Files;
import java.nio.file.Path;

/// Runs a script in a process of its own, so that a test can kill it. Prints what the run says, and
/// before the end its exit code.
final class RunProgram {
  private RunProgram() {}

  public static void main(String[] args) throws Exception {
    Path dir = Files.createDirectories(Path.of(args[0]));
    var image = new TinyImage(dir);
    var driver =
        new NamespacesDriver(
            new DriverSettings(dir.resolve("cache"), _ -> {}, DriverSettings.GRACE));
    var request = new Request(image.with(args[1])).also(text -> System.out.println(text));
    System.out.println(driver.run(request.build()).exitCode());
  }
}
