package dev.lighterage.cnab.policy;

import dev.lighterage.contract.operation.Mount;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonString;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// What policy says of a bundle, over all its actions.
///
/// The same facts and policy give the same verdict, findings in the same order.
public sealed interface Verdict {
  /// The policy that was asked: `built-in` or the file's path.
  String policy();

  /// Allowed: `{"granted": [CALL…], "mounts": [{"host", "path"}…], "network", "notes": [TEXT…],
  /// "policy", "verdict": "allowed"}`. Denied: `{"findings": [finding…], "policy", "verdict":
  /// "denied"}`.
  JsonObject toJson();

  /// It may run: these operations (`mixin.operation`) and no other, with these folders of the host.
  /// `network` says whether some mixin in use reaches out. `notes` say by which grants, for people.
  record Allowed(
      String policy,
      SortedSet<String> granted,
      List<Mount> mounts,
      boolean network,
      List<String> notes)
      implements Verdict {
    @Override
    public JsonObject toJson() {
      return JsonObject.builder()
          .put("granted", strings(List.copyOf(granted)))
          .put("mounts", JsonArray.of(mounts.stream().map(Allowed::mount).toList()))
          .put("network", network)
          .put("notes", strings(notes))
          .put("policy", policy)
          .put("verdict", "allowed")
          .build();
    }

    private static JsonObject mount(Mount mount) {
      return JsonObject.builder().put("host", mount.host()).put("path", mount.path()).build();
    }

    private static JsonArray strings(List<String> all) {
      return JsonArray.of(all.stream().map(JsonString::new).toList());
    }
  }

  /// It may not, for each of these reasons; at least one.
  record Denied(String policy, List<Finding> findings) implements Verdict {
    @Override
    public JsonObject toJson() {
      return JsonObject.builder()
          .put("findings", JsonArray.of(findings.stream().map(Finding::toJson).toList()))
          .put("policy", policy)
          .put("verdict", "denied")
          .build();
    }
  }

  /// Denied for `findings`, allowed where there is none.
  static Verdict of(String policy, Facts facts, List<Finding> findings, List<String> notes) {
    if (!findings.isEmpty()) {
      return new Denied(policy, List.copyOf(findings));
    }
    var granted = new TreeSet<String>();
    boolean network = false;
    for (Use use : Use.all(facts)) {
      use.mixin().ifPresent(_ -> granted.add(use.call()));
      network |=
          use.arbitrary() || use.mixin().filter(m -> !m.reach().network().isEmpty()).isPresent();
    }
    return new Allowed(policy, granted, facts.mounts(), network, List.copyOf(notes));
  }
}
