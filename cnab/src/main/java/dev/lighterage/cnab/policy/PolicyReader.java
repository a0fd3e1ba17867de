package dev.lighterage.cnab.policy;

import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.cnab.yaml.YamlList;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.cnab.yaml.YamlScalar;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads a policy file strictly: an unknown field is an error with its line, never ignored.
final class PolicyReader {
  private static final int VERSION = 1;
  private static final Pattern ID = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,63}");

  private PolicyReader() {}

  static WrittenPolicy read(YamlNode document, String name) {
    YamlMap map = document.asMap("a map with version and rules");
    requireVersion(map);
    map.allowOnly(List.of("version", "rules"));
    var rules = new ArrayList<Rule>();
    var ids = new HashSet<String>();
    for (YamlNode node : list(map, "rules")) {
      YamlMap rule = node.asMap("a rule");
      Rule read = rule(rule);
      if (!ids.add(read.id())) {
        throw rule.at("id").invalid("two rules of one id").with("found", read.id());
      }
      rules.add(read);
    }
    return new WrittenPolicy(name, List.copyOf(rules));
  }

  /// Before anything else, so that a file of a later version is called that.
  private static void requireVersion(YamlMap map) {
    YamlNode found = map.node("version", "1");
    if (!(found instanceof YamlScalar scalar
        && scalar.value() instanceof JsonNumber number
        && number.isPlainInteger())) {
      throw found.wrongShape("1");
    }
    if (!number.text().equals(Integer.toString(VERSION))) {
      throw Failure.of(
              Failure.Kind.UNSUPPORTED, "policy of an unknown version", found.at().toString())
          .with("found", number.text())
          .with("known", VERSION);
    }
  }

  private static Rule rule(YamlMap map) {
    map.allowOnly(List.of("id", "allow", "deny"));
    String id = map.string("id");
    if (!ID.matcher(id).matches()) {
      throw map.at("id")
          .invalid("not an id")
          .with("found", id)
          .with("expected", "letters, digits, . _ and -, at most 64");
    }
    return new Rule(id, terms(map, "allow"), terms(map, "deny"));
  }

  private static Rule.Terms terms(YamlMap rule, String side) {
    Optional<YamlMap> found = rule.findMap(side);
    if (found.isEmpty()) {
      return Rule.Terms.NONE;
    }
    YamlMap map = found.get();
    map.allowOnly(List.of("mixins", "artifacts", "actions", "host"));
    Optional<YamlMap> host = map.findMap("host");
    host.ifPresent(fields -> fields.allowOnly(List.of("mounts")));
    return new Rule.Terms(
        each(map, "mixins", node -> mixin(node.asMap("a map with name, version, …"))),
        each(map, "artifacts", PolicyReader::glob),
        each(map, "actions", PolicyReader::glob),
        host.map(fields -> each(fields, "mounts", PolicyReader::mount)).orElse(List.of()));
  }

  private static MixinTerm mixin(YamlMap map) {
    map.allowOnly(List.of("name", "version", "operations", "runsArbitraryCommands"));
    if (map.keys().isEmpty()) {
      throw map.at()
          .invalid("says nothing of a mixin")
          .with("expected", "name, version, operations or runsArbitraryCommands");
    }
    return new MixinTerm(
        map.find("name").map(PolicyReader::glob),
        map.find("version").map(PolicyReader::range),
        each(map, "operations", PolicyReader::glob),
        map.findBoolean("runsArbitraryCommands"));
  }

  private static VersionRange range(YamlNode node) {
    String text = node.asString("a range of versions, such as \">=1 <2\"");
    return VersionRange.parse(text)
        .orElseThrow(
            () ->
                node.at()
                    .invalid("not a range of versions")
                    .with("found", text)
                    .with("expected", "such as \">=1 <2\""));
  }

  private static Glob glob(YamlNode node) {
    String text = node.asString("a name");
    if (text.isBlank()) {
      throw node.wrongShape("a name");
    }
    return new Glob(text);
  }

  private static MountTerm mount(YamlNode node) {
    String expected = "an absolute folder, DIR, DIR/** or DIR:PATH";
    String text = node.asString(expected);
    int colon = text.indexOf(':');
    String folder = colon < 0 ? text : text.substring(0, colon);
    Optional<String> path = colon < 0 ? Optional.empty() : Optional.of(text.substring(colon + 1));
    boolean below = folder.endsWith("/**");
    String plain = below ? folder.substring(0, folder.length() - "/**".length()) : folder;
    Path host = absolute(node.at(), below && plain.isEmpty() ? "/" : plain, expected);
    path.ifPresent(inside -> absolute(node.at(), inside, expected));
    return new MountTerm(host, below, path);
  }

  private static Path absolute(Position at, String text, String expected) {
    boolean good = text.startsWith("/") && text.indexOf('\0') < 0 && !text.contains("*");
    if (!good || !Path.of(text).normalize().toString().equals(text)) {
      throw at.invalid("not a folder").with("found", text).with("expected", expected);
    }
    return Path.of(text);
  }

  private static <T> List<T> each(YamlMap map, String field, Function<YamlNode, T> read) {
    return list(map, field).stream().map(read).toList();
  }

  private static List<YamlNode> list(YamlMap map, String field) {
    return map.findList(field).map(YamlList::items).orElse(List.of());
  }
}
