package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.value.Failure;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Rules about our own key, `custom["dev.lighterage"]`.
final class OurRules {
  private final Findings findings;
  private final Set<String> images;
  private final Set<String> declared;

  private OurRules(Part root, Findings findings) {
    this.findings = findings;
    this.images = root.byName("images").keySet();
    this.declared = root.byName("actions").keySet();
  }

  static void check(Part root, Findings findings) {
    root.part("custom")
        .flatMap(custom -> custom.json().find(Lighterage.KEY))
        .ifPresent(
            value -> {
              if (value instanceof JsonObject json) {
                new OurRules(root, findings).read(json);
              } else {
                findings.error(
                    "ours.custom",
                    JsonPath.member(root.pathOf("custom"), Lighterage.KEY),
                    "must be an object, not " + value.shape());
              }
            });
  }

  private void read(JsonObject json) {
    try {
      names(json, Lighterage.read(json));
    } catch (Failure failure) {
      String why =
          failure.facts().entrySet().stream()
              .map(fact -> fact.getKey() + ": " + fact.getValue())
              .reduce(failure.what(), (all, fact) -> all + "; " + fact);
      findings.error("ours.custom", failure.subject(), why);
    }
  }

  private void names(JsonObject json, Lighterage ours) {
    ours.artifacts()
        .keySet()
        .forEach(
            name ->
                findings.require(
                    images.contains(name),
                    "ours.names",
                    JsonPath.member(json.pathOf("artifacts"), name),
                    "is no member of images"));
    ours.actions().forEach((action, steps) -> steps(json, action, steps));
    for (int i = 0; i < ours.derived().size(); i++) {
      findings.require(
          ours.actions().containsKey(ours.derived().get(i)),
          "ours.names",
          JsonPath.element(json.pathOf("derived"), i),
          "is no action");
    }
  }

  private void steps(JsonObject json, String action, List<Step> steps) {
    String path = JsonPath.member(json.pathOf("actions"), action);
    boolean known = Set.of("install", "upgrade", "uninstall").contains(action);
    findings.require(
        known || declared.contains(action), "ours.names", path, "is no action of this bundle");
    var ids = new HashSet<String>();
    for (int i = 0; i < steps.size(); i++) {
      findings.require(
          ids.add(steps.get(i).id()),
          "ours.names",
          JsonPath.element(path, i),
          "has the id of an earlier step: `" + steps.get(i).id() + "`");
    }
  }
}
