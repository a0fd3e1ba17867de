package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;

/// Asks what a machine lacks, or runs something on it, in a process of its own.
final class ProbeProgram {
  private ProbeProgram() {}

  public static void main(String[] args) throws Exception {
    if (args[0].equals("lacks")) {
      System.out.println(Probe.lacks(Caller.current()).orElse("nothing"));
      return;
    }
    RunImage image = new TinyImage(Path.of(args[1])).with("exit 0");
    var settings = new DriverSettings(Path.of(args[2]), _ -> {}, DriverSettings.GRACE);
    try {
      System.out.println(new NamespacesDriver(settings).run(new Request(image).build()).exitCode());
    } catch (Failure e) {
      System.out.println(e.kind() + " " + e.getMessage());
    }
  }
}
