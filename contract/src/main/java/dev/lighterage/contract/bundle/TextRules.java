package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonNull;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.json.JsonPath;
import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.json.JsonValue;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Rules about the definition as a whole: numbers, versions, its name, names of actions and
/// extensions.
final class TextRules {
  /// [101.6]: `v1` or a version, with or without its `v` (Porter writes none); the markers are
  /// those of 101 and of 901.
  private static final Pattern SCHEMA_VERSION =
      Pattern.compile("v?1(?:\\.(0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*))?(?:-(WD|CR|PD|DRAFT))?");

  /// The minor version that these rules are of.
  private static final int MINOR = 2;

  private static final Set<String> BUILT_IN = Set.of("install", "upgrade", "uninstall");

  private final Part root;
  private final Findings findings;

  private TextRules(Part root, Findings findings) {
    this.root = root;
    this.findings = findings;
  }

  static void check(Part root, Findings findings) {
    var rules = new TextRules(root, findings);
    rules.numbers(root.path(), root.json());
    rules.schemaVersion();
    root.text("name").ifPresent(rules::name);
    root.text("version").ifPresent(rules::version);
    rules.actions();
    rules.extensions();
  }

  private void numbers(String path, JsonValue value) {
    switch (value) {
      case JsonNumber number ->
          findings.require(number.fitsDouble(), "101.1", path, "is a number that no double holds");
      case JsonObject object -> object.members().forEach((n, v) -> numbers(object.pathOf(n), v));
      case JsonArray array -> {
        for (int i = 0; i < array.values().size(); i++) {
          numbers(JsonPath.element(array.path(), i), array.values().get(i));
        }
      }
      case JsonBoolean _, JsonNull _, JsonString _ -> {}
    }
  }

  private void schemaVersion() {
    String path = root.pathOf("schemaVersion");
    root.text("schemaVersion")
        .ifPresent(
            text -> {
              Matcher matcher = SCHEMA_VERSION.matcher(text);
              if (!matcher.matches()) {
                findings.error("101.6", path, "is no version of CNAB 1, such as v1.2.0");
              } else if (matcher.group(2) != null) {
                findings.warning("101.6", path, "marks an unstable version");
              } else if (matcher.group(1) != null && isLater(matcher.group(1))) {
                findings.warning("101.6", path, "is later than v1." + MINOR + ".0");
              }
            });
  }

  private static boolean isLater(String minor) {
    return minor.length() > 1 || Integer.parseInt(minor) > MINOR;
  }

  private void name(String name) {
    boolean right = !name.isEmpty() && name.codePoints().allMatch(TextRules::isGraphic);
    findings.require(
        right, "101.9", root.pathOf("name"), "must have graphic characters and spaces only");
  }

  /// Unicode's categories L, M, N, P, S and Zs.
  private static boolean isGraphic(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }

  private void version(String version) {
    String path = root.pathOf("version");
    if (version.startsWith("v") && SemVer.isValid(version.substring(1))) {
      findings.warning("101.10", path, "is a version but for the v before it");
    } else {
      findings.require(
          SemVer.isValid(version), "101.10", path, "is no Semantic Version, such as 1.2.3");
    }
  }

  private void actions() {
    root.byName("actions")
        .forEach(
            (name, action) -> {
              findings.require(
                  !BUILT_IN.contains(name),
                  "101.56",
                  action.path(),
                  "is an action of every bundle and cannot be declared");
              requireDotted(name, action.path());
            });
  }

  private void extensions() {
    Set<String> known = root.part("custom").map(c -> c.json().members().keySet()).orElse(Set.of());
    known.forEach(name -> requireDotted(name, JsonPath.member(root.pathOf("custom"), name)));
    var seen = new HashSet<String>();
    int place = 0;
    for (String name : root.texts("requiredExtensions")) {
      String path = JsonPath.element(root.pathOf("requiredExtensions"), place++);
      findings.require(seen.add(name), "101.62", path, "stands there twice");
      findings.require(known.contains(name), "101.62", path, "is no member of custom");
    }
  }

  private void requireDotted(String name, String path) {
    boolean right = name.contains(".") && Pattern.matches("[\\p{L}-]+(?:\\.[\\p{L}-]+)+", name);
    if (!right && !BUILT_IN.contains(name)) {
      findings.warning("101.4", path, "is no dotted name of letters and hyphens");
    }
  }
}
