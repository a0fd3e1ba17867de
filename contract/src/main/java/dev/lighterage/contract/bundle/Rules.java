package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;

/// Holds a bundle definition to the rules of CNAB 101 and to our own; `rules.tsv` lists them
/// ([Rule]).
public final class Rules {
  private Rules() {}

  /// Everything in `definition` that breaks a rule, errors and warnings; empty when it is sound.
  public static List<Finding> check(JsonObject definition) {
    var findings = new Findings();
    checkErrors(definition, findings);
    DefinitionRules.checkDefaults(new Part(definition), findings);
    return findings.all();
  }

  /// The definition in `bytes`, sound but for warnings. Fails with [Failure.Kind#INVALID] at the
  /// first error; its facts are `rule`, `path` and `why`. Fails with [Failure.Kind#TOO_LARGE] like
  /// [Json#read].
  static JsonObject require(Bytes bytes) {
    JsonObject definition = json(bytes);
    var findings = new Findings();
    checkErrors(definition, findings);
    Optional<Finding> first =
        findings.all().stream().filter(f -> f.level() == Finding.Level.ERROR).findFirst();
    if (first.isPresent()) {
      throw failure(first.get());
    }
    return definition;
  }

  private static void checkErrors(JsonObject definition, Findings findings) {
    var root = new Part(definition);
    MemberRules.check(definition, findings);
    TextRules.check(root, findings);
    ImageRules.check(root, findings);
    DefinitionRules.check(root, findings);
    InputRules.check(root, findings);
    OurRules.check(root, findings);
  }

  private static JsonObject json(Bytes bytes) {
    try {
      return Json.readObject(bytes);
    } catch (Failure failure) {
      if (failure.kind() != Failure.Kind.INVALID) {
        throw failure;
      }
      String why = failure.facts().getOrDefault("why", failure.what());
      throw failure(new Finding("101.1", Finding.Level.ERROR, failure.subject(), why))
          .because(failure);
    }
  }

  private static Failure failure(Finding finding) {
    return Failure.of(Failure.Kind.INVALID, "bundle definition breaks a rule", finding.path())
        .with("rule", finding.rule())
        .with("path", finding.path())
        .with("why", finding.why());
  }
}
