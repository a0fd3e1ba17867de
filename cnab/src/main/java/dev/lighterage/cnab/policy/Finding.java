package dev.lighterage.cnab.policy;

import dev.lighterage.oci.json.JsonObject;

/// One reason for a denial: the rule, where, the fact that the rule met, and what would change it.
///
/// `rule` is an id of a policy file, or one of ours: `inventory`, `contract`, `kind`, `extension`,
/// `action` (what fits together at all), `built-in` (no policy file), `no match` (a policy file
/// that allows it nowhere). `where` is `action/step`, `artifact NAME`, `mount DIR:PATH`, or the
/// bundle's reference. JSON: `{"change", "fact", "rule", "where"}`.
public record Finding(String rule, String where, String fact, String change) {

  public JsonObject toJson() {
    return JsonObject.builder()
        .put("change", change)
        .put("fact", fact)
        .put("rule", rule)
        .put("where", where)
        .build();
  }
}
