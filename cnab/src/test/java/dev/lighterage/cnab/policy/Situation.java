package dev.lighterage.cnab.policy;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Input;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.contract.mixin.Operation;
import dev.lighterage.contract.operation.Mount;
import dev.lighterage.oci.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Facts for tests: a runner with `helm` (reaches out), `files` (wants a folder) and `exec`, a
/// chart named `web`, a file named `seed`.
final class Situation {
  static final Mount DATA = new Mount("/srv/shop", "/data");
  private static final JsonObject WITH_WEB = JsonObject.of(Map.of("artifact", "web"));
  private static final JsonObject WITH_SEED = JsonObject.of(Map.of("artifact", "seed"));

  static final Step HELM = new Step("web", "helm", "install", WITH_WEB);
  static final Step HELM_UPGRADE = new Step("web", "helm", "upgrade", WITH_WEB);
  static final Step FILES = new Step("seed", "files", "put", WITH_SEED);
  static final Step EXEC = new Step("run", "exec", "run", JsonObject.of(Map.of()));

  private final Map<String, List<Step>> actions = new TreeMap<>();
  private final List<Mount> mounts = new ArrayList<>();
  private final List<String> extensions = new ArrayList<>();
  private final Map<String, Facts.Artifact> artifacts = new TreeMap<>();
  private Optional<Inventory> inventory =
      Optional.of(
          new Inventory(
              Inventory.CONTRACT,
              new TreeMap<>(
                  Map.of(
                      "helm", mixin("helm", "1.4.0", false, "helm", "install", "upgrade"),
                      "files", mixin("files", "1.0.0", false, "file", "put", "remove"),
                      "exec", mixin("exec", "0.9.0", true, "", "run")))));

  Situation() {
    artifacts.put(
        "web",
        new Facts.Artifact(
            Optional.of("helm"),
            "application/vnd.cncf.helm.config.v1+json",
            List.of("application/vnd.cncf.helm.chart.content.v1.tar+gzip")));
    artifacts.put(
        "seed",
        new Facts.Artifact(
            Optional.of("file"),
            "application/vnd.lighterage.file.config.v1+json",
            List.of("application/octet-stream")));
  }

  Situation action(String name, Step... steps) {
    actions.put(name, List.of(steps));
    return this;
  }

  Situation mount(Mount mount) {
    mounts.add(mount);
    return this;
  }

  Situation requires(String extension) {
    extensions.add(extension);
    return this;
  }

  Situation artifact(String name, Facts.Artifact artifact) {
    artifacts.put(name, artifact);
    return this;
  }

  Situation without(String artifact) {
    artifacts.remove(artifact);
    return this;
  }

  Situation contract(int version) {
    inventory = inventory.map(found -> new Inventory(version, found.mixins()));
    return this;
  }

  Situation noInventory() {
    inventory = Optional.empty();
    return this;
  }

  Facts ask(String action) {
    return new Facts(
        "registry.example/shop@sha256:" + "0".repeat(64),
        action,
        new TreeMap<>(actions),
        inventory,
        new TreeMap<>(artifacts),
        mounts,
        extensions,
        new TreeSet<>(List.of("dev.lighterage")));
  }

  private static Mixin mixin(
      String name, String version, boolean arbitrary, String kind, String... operations) {
    var all = new TreeMap<String, Operation>();
    for (String operation : operations) {
      all.put(operation, operation(kind));
    }
    var network = name.equals("helm") ? List.of("kubernetes:443") : List.<String>of();
    var reach = new Mixin.Reach(network, name.equals("files"));
    return new Mixin(name, version, "", name, arbitrary, reach, all);
  }

  private static Operation operation(String kind) {
    var inputs = new TreeMap<String, Input>();
    if (!kind.isEmpty()) {
      inputs.put(
          "artifact", new Input(Input.Type.ARTIFACT, List.of(kind), true, Optional.empty(), ""));
    }
    return new Operation(
        "", inputs, new TreeSet<>(), Optional.empty(), Optional.empty(), Optional.empty());
  }
}
