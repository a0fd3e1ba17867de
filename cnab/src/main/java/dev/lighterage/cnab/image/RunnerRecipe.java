package dev.lighterage.cnab.image;

import dev.lighterage.cnab.yaml.Yaml;
import dev.lighterage.cnab.yaml.YamlList;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// `runner.yaml`: what an invocation image is made of. Its JSON Schema is
/// `docs/schema/runner.schema.json`.
///
/// ```yaml
/// name: azure                      # optional, becomes org.opencontainers.image.title
/// version: 2.0.0                   # optional, becomes org.opencontainers.image.version
/// base: oci:./base:12              # a layout, or `host`
/// mixins: [files, ./mixins/helm]   # names of ours, or folders
/// tools:                           # each a layer of its own
///   - {from: ./bin/helm, to: /usr/local/bin/helm}
/// labels: {team: platform}
/// user: "65532"                    # the default
/// ```
public record RunnerRecipe(
    Optional<String> name,
    Optional<String> version,
    Base base,
    List<Ingredient> mixins,
    List<Tool> tools,
    SortedMap<String, String> labels,
    String user) {

  /// Who runs, when the recipe does not say: the id that distroless images call `nonroot`.
  public static final String USER = "65532";

  private static final Pattern USER_ID = Pattern.compile("[1-9][0-9]{0,9}(?::[0-9]{1,10})?");
  private static final String LAYOUT = "oci:";

  private static final Set<String> FIELDS =
      Set.of("base", "labels", "mixins", "name", "tools", "user", "version");

  /// What the image stands on.
  public sealed interface Base {
    /// A root file system from this machine's own loader, C library, shell and a few tools; for
    /// trying only.
    record Host() implements Base {}

    /// An image in a layout: `oci:FOLDER[:TAG]`; without a tag the layout has one image.
    record Layout(Path folder, Optional<String> tag) implements Base {}
  }

  /// A mixin.
  public sealed interface Ingredient {
    /// One that we ship.
    record Ours(String name) implements Ingredient {}

    /// A folder with a `mixin.json`, and whatever else its programs need.
    record Folder(Path path) implements Ingredient {}
  }

  /// A file or folder here, and its absolute path in the image.
  public record Tool(Path from, String to) {}

  /// Reads a recipe; paths in it are relative to its folder. Fails with `INVALID` (with line and
  /// column), `NOT_FOUND` or `STORAGE`.
  public static RunnerRecipe read(Path file) {
    YamlMap map = Yaml.read(file).asMap("a runner's recipe");
    map.allowOnly(FIELDS);
    var reader = new Reader(Optional.ofNullable(file.getParent()).orElse(Path.of("")));
    return new RunnerRecipe(
        map.findString("name"),
        map.findString("version"),
        reader.base(map.node("base", "host, or oci:FOLDER:TAG")),
        map.findList("mixins").map(YamlList::items).orElse(List.of()).stream()
            .map(reader::mixin)
            .toList(),
        map.findList("tools").map(YamlList::items).orElse(List.of()).stream()
            .map(reader::tool)
            .toList(),
        labels(map),
        user(map));
  }

  private static SortedMap<String, String> labels(YamlMap map) {
    var all = new TreeMap<String, String>();
    map.findMap("labels")
        .ifPresent(labels -> labels.keys().forEach(key -> all.put(key, labels.string(key))));
    if (all.containsKey(Inventory.LABEL)) {
      throw map.at("labels").invalid("a label that the build sets").with("found", Inventory.LABEL);
    }
    return Collections.unmodifiableSortedMap(all);
  }

  private static String user(YamlMap map) {
    String user = map.findString("user").orElse(USER);
    if (!USER_ID.matcher(user).matches()) {
      throw map.at("user")
          .invalid("not a user that a runner may run as")
          .with("found", user)
          .with("expected", "a number other than 0, such as 65532, with an optional :GROUP");
    }
    return user;
  }

  private record Reader(Path folder) {

    Base base(YamlNode node) {
      String text = node.asString("host, or oci:FOLDER:TAG");
      if (text.equals("host")) {
        return new Base.Host();
      }
      if (!text.startsWith(LAYOUT)) {
        throw invalid(node, "unknown base", text, "host, or oci:FOLDER:TAG");
      }
      String rest = text.substring(LAYOUT.length());
      int colon = rest.lastIndexOf(':');
      boolean tagged = colon > rest.lastIndexOf('/');
      return new Base.Layout(
          folder.resolve(tagged ? rest.substring(0, colon) : rest),
          tagged ? Optional.of(rest.substring(colon + 1)) : Optional.empty());
    }

    Ingredient mixin(YamlNode node) {
      String text = node.asString("the name of a mixin, or a folder");
      return text.contains("/") || text.startsWith(".")
          ? new Ingredient.Folder(folder.resolve(text))
          : new Ingredient.Ours(text);
    }

    Tool tool(YamlNode node) {
      YamlMap map = node.asMap("from and to");
      map.allowOnly(Set.of("from", "to"));
      String to = map.string("to");
      boolean plain =
          to.startsWith("/")
              && !to.equals("/")
              && Path.of(to).normalize().toString().equals(to)
              && !to.equals("/cnab")
              && !to.startsWith("/cnab/");
      if (!plain) {
        throw invalid(
            map.node("to", "a path"),
            "not a place for a tool",
            to,
            "an absolute path, not below /cnab");
      }
      return new Tool(folder.resolve(map.string("from")), to);
    }

    private static Failure invalid(YamlNode node, String what, String found, String expected) {
      return node.at().invalid(what).with("found", found).with("expected", expected);
    }
  }
}
