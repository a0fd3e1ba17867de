package dev.lighterage.cnab.app;

import dev.lighterage.cnab.policy.Policy;
import dev.lighterage.cnab.run.Cancellation;
import dev.lighterage.cnab.run.Driver;
import dev.lighterage.cnab.state.FolderInstallations;
import dev.lighterage.cnab.state.Installations;
import dev.lighterage.cnab.state.Recorded;
import dev.lighterage.cnab.state.Ulids;
import dev.lighterage.oci.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/// Operations on the installation `shop` of the bundle `bundles/shop:v1.0.0` at a wharf, each as a
/// process of its own would do it, at the hour of `clock`.
record Operations(Wharf wharf, Path folder, InstantSource clock) {
  static final String RECIPE =
      """
      name: shop
      version: 1.0.0
      to: @HOST@/bundles/shop
      runner: @HOST@/runners/tools:1
      parameters:
        size: {type: integer, default: 1, env: SIZE}
      outputs:
        address: {type: string, path: /cnab/app/outputs/address, applyTo: [install]}
      artifacts:
        page: {file: ./page.txt}
      actions:
        install:
          - {id: a, exec.run: {command: [ls]}}
        upgrade:
          - {id: a, exec.run: {command: [ls]}}
        uninstall:
          - {id: a, exec.run: {command: [ls]}}
      """;

  /// Publishes the bundle.
  static Operations on(Wharf wharf, Path folder) {
    wharf.runner("runners/tools", 1 << 10, Mixins.descriptor("exec"));
    wharf.write("shop/page.txt", "hello\n");
    wharf.push(wharf.build(wharf.write("shop/lighter.yaml", RECIPE)), "bundles/shop");
    wharf.asked();
    return new Operations(wharf, folder, InstantSource.fixed(Wharf.NOW));
  }

  Operations at(InstantSource other) {
    return new Operations(wharf, folder, other);
  }

  Path runs() {
    return folder.resolve("runs");
  }

  Installations installations() {
    var ulids = new Ulids(clock, new Random(clock.millis()));
    return new FolderInstallations(folder.resolve("state"), ulids, clock, "test");
  }

  /// What is on record of the last operation.
  Recorded last() {
    return installations().history("shop").getLast();
  }

  Operate operate() {
    var ulids = new Ulids(clock, new Random(clock.millis() + 1));
    return new Operate(
        new Judge(wharf.stores), installations(), new Records(ulids::next, clock), runs());
  }

  static Operate.Run by(Driver driver) {
    return by(driver, new Cancellation());
  }

  static Operate.Run by(Driver driver, Cancellation cancellation) {
    return new Operate.Run(driver, _ -> {}, cancellation);
  }

  Operate.Request request(String action, Operate.Run run, Map<String, String> parameters) {
    return new Operate.Request(
        action,
        "shop",
        action.equals("install") ? Optional.of(tagged()) : Optional.empty(),
        List.of(),
        Policy.builtIn(true),
        new Operate.Given(
            new TreeMap<>(parameters), JsonObject.builder().build(), new TreeMap<>(), Map.of()),
        run);
  }

  private Place tagged() {
    return new Place.InRegistry(wharf.tagged("bundles/shop", "v1.0.0"));
  }

  /// The same with the bundle that the tag names now.
  Operate.Request followed(Operate.Request request) {
    return new Operate.Request(
        request.action(),
        request.installation(),
        Optional.of(tagged()),
        request.mounts(),
        request.policy(),
        request.given(),
        request.run());
  }

  /// Up to the run.
  Ready ready(Operate.Request request) {
    return switch (operate().judge(request)) {
      case Permit permit -> operate().ready(permit);
      case Operate.Denied denied -> throw new AssertionError(denied.verdict().toString());
    };
  }

  Operate.Ended run(Ready ready) {
    return (Operate.Ended) operate().run(ready);
  }

  Operate.Ended run(String action, Driver driver) {
    return run(ready(request(action, by(driver), Map.of())));
  }
}
