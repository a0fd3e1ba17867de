package dev.lighterage.cnab.kind;

import dev.lighterage.cnab.yaml.YamlList;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.cnab.yaml.YamlScalar;
import dev.lighterage.oci.json.JsonNull;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A map of Chart.yaml, read as Helm reads it: names of fields without regard to case, numbers and
/// booleans taken for strings where a string is wanted ([GoText]), unknown fields passed over.
final class ChartFields {
  private final YamlMap map;

  ChartFields(YamlMap map) {
    this.map = map;
  }

  /// The value by its exact name, else by one that differs in case.
  private Optional<YamlNode> find(String name) {
    return map.find(name)
        .or(
            () ->
                map.keys().stream().filter(name::equalsIgnoreCase).findFirst().flatMap(map::find));
  }

  /// The text, cleaned as Helm cleans it; empty when absent.
  String text(String name) {
    return clean(raw(name));
  }

  /// The text as it stands; empty when absent.
  String raw(String name) {
    return find(name).map(ChartFields::scalar).orElse("");
  }

  boolean isTrue(String name) {
    return find(name).filter(v -> v instanceof YamlScalar s && GoText.isTrue(s)).isPresent();
  }

  List<String> texts(String name) {
    return list(name).stream().map(ChartFields::scalar).map(ChartFields::clean).toList();
  }

  List<YamlNode> list(String name) {
    Optional<YamlNode> found = find(name);
    if (found.isEmpty()) {
      return List.of();
    }
    return switch (found.get()) {
      case YamlList list -> list.items();
      case YamlMap _, YamlScalar _ -> throw found.get().wrongShape("a list");
    };
  }

  List<ChartFields> maps(String name) {
    return list(name).stream().map(v -> new ChartFields(v.asMap("a map"))).toList();
  }

  SortedMap<String, String> strings(String name) {
    var all = new TreeMap<String, String>();
    find(name)
        .map(v -> v.asMap("a map"))
        .ifPresent(m -> m.fields().forEach((key, field) -> all.put(key, scalar(field.value()))));
    return all;
  }

  private static String scalar(YamlNode node) {
    return switch (node) {
      case YamlScalar s when s.value() instanceof JsonNull && s.plain() -> "";
      case YamlScalar s -> GoText.of(s);
      case YamlList _, YamlMap _ -> throw node.wrongShape("a string");
    };
  }

  /// `sanitizeString`, pkg/chart/metadata.go: every white space becomes a space, what cannot be
  /// printed is dropped.
  private static String clean(String text) {
    var out = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isWhitespace(c) || c == 0x85 || c == 0xA0 || Character.isSpaceChar(c)) {
                out.append(' ');
              } else if (printable(c)) {
                out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /// Go's `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols.
  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
