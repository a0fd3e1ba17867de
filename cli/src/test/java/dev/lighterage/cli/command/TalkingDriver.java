package dev.lighterage.cli.command;

import dev.lighterage.cnab.run.Driver;
import dev.lighterage.cnab.run.DriverProvider;
import dev.lighterage.cnab.run.DriverSettings;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.run.RunRequest;
import dev.lighterage.oci.value.Bytes;
import java.util.Optional;
import java.util.TreeMap;

/// A driver that starts no process: it says that it runs, and leaves each output that is wanted.
/// `--driver talking` chooses it.
final class TalkingDriver implements Driver {
  static final String SAID = ">>> running";

  /// Found by name.
  public static final class Provider implements DriverProvider {
    @Override
    public String name() {
      return "talking";
    }

    @Override
    public Driver driver(DriverSettings settings) {
      return new TalkingDriver();
    }
  }

  @Override
  public String name() {
    return "talking";
  }

  @Override
  public boolean runs() {
    return true;
  }

  @Override
  public Optional<String> lacks() {
    return Optional.empty();
  }

  @Override
  public RunOutcome run(RunRequest request) {
    request.log().line(SAID);
    var outputs = new TreeMap<String, Bytes>();
    request.outputs().keySet().forEach(name -> outputs.put(name, Bytes.utf8("https://shop")));
    return new RunOutcome(0, false, outputs, new TreeMap<>(), Optional.empty());
  }
}
