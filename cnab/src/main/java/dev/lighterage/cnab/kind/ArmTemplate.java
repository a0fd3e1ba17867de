package dev.lighterage.cnab.kind;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a template says about itself. Source: "Understand the structure and syntax of ARM
/// templates", learn.microsoft.com: `$schema`, `contentVersion` and `resources` are required.
record ArmTemplate(String contentVersion, Optional<String> description) {
  /// In bytes: Resource Manager takes templates of at most 4 MB.
  static final int LIMIT = 4 << 20;

  /// `<https://schema.management.azure.com/schemas/<date>/<scope>deploymentTemplate.json#>`, for a
  /// resource group, a subscription, a management group or a tenant.
  private static final Pattern SCHEMA =
      Pattern.compile(
          "https?://schema\\.management\\.azure\\.com/schemas/[0-9-]+/"
              + "([a-zA-Z]+D|d)eploymentTemplate\\.json#?");

  private static final Pattern VERSION = Pattern.compile("[0-9]+(\\.[0-9]+){3}");

  /// Reads a compiled template; fails with `INVALID`.
  static ArmTemplate read(String subject, Bytes bytes) {
    JsonObject json = parse(subject, bytes);
    for (String member : List.of("$schema", "contentVersion", "resources")) {
      if (json.find(member).isEmpty()) {
        throw invalid(subject).with("why", "it has no member " + member);
      }
    }
    requireMatch(subject, "$schema", json.string("$schema"), SCHEMA);
    requireMatch(subject, "contentVersion", json.string("contentVersion"), VERSION);
    return new ArmTemplate(
        json.string("contentVersion"),
        json.findObject("metadata").flatMap(m -> m.findString("description")));
  }

  /// Comments, which Resource Manager takes, are refused: Bicep stores compiled templates, and what
  /// reads them from a registry need not know comments.
  private static JsonObject parse(String subject, Bytes bytes) {
    try {
      return Json.readObject(bytes);
    } catch (Failure e) {
      Failure failure = invalid(subject).with("why", e.getMessage()).because(e);
      throw failure;
    }
  }

  private static void requireMatch(String subject, String member, String value, Pattern form) {
    if (!form.matcher(value).matches()) {
      throw invalid(subject).with("member", member).with("found", value);
    }
  }

  private static Failure invalid(String subject) {
    return Failure.of(Failure.Kind.INVALID, "not an ARM template", subject);
  }
}
