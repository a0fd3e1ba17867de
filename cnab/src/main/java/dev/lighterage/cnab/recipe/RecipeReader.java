package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.cnab.yaml.Yaml;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.contract.bundle.Lighterage;
import dev.lighterage.contract.bundle.Maintainer;
import dev.lighterage.contract.bundle.SemVer;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads the top of a recipe and puts its parts together.
final class RecipeReader {
  private final Path file;
  private final YamlMap top;

  private RecipeReader(Path file, YamlMap top) {
    this.file = file;
    this.top = top;
  }

  static Recipe read(Path file) {
    YamlMap top = Yaml.read(file).asMap("a map with the fields of a recipe");
    top.allowOnly(Fields.RECIPE);
    return new RecipeReader(file, top).recipe();
  }

  private Recipe recipe() {
    var artifacts = new ArtifactsReader(file).read(top);
    var images = images(artifacts);
    var actions = ActionsReader.read(top);
    var inputs = InputsReader.read(top, actions.names());
    new PlaceholderCheck(inputs, artifacts.keySet(), images.keySet())
        .check(actions.steps().values());
    JsonObject custom = custom();
    return new Recipe(
        file,
        name(),
        version(),
        top.findString("description").orElse(""),
        top.strings("keywords"),
        top.findString("license"),
        maintainers(),
        to(),
        reference("runner", top.node("runner", "a reference to an invocation image")),
        artifacts,
        images,
        inputs.definitions(),
        inputs.parameters(),
        inputs.credentials(),
        inputs.outputs(),
        actions.custom(),
        actions.steps(),
        custom,
        requiredExtensions(custom));
  }

  private String name() {
    String name = top.string("name");
    if (!GRAPHIC.matcher(name).matches()) {
      throw at("name")
          .invalid("not a name for a bundle")
          .with("found", name)
          .with("expected", "letters, digits, signs and spaces, at most 128");
    }
    return name;
  }

  /// [101.9]: Unicode's letters, marks, numbers, punctuation, symbols, and spaces between them.
  private static final Pattern GRAPHIC =
      Pattern.compile(
          "(?=.{1,128}$)[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]+(?: [\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}]+)*");

  private String version() {
    String version = top.string("version");
    if (!SemVer.isValid(version)) {
      throw at("version")
          .invalid("not a version")
          .with("found", version)
          .with("expected", "MAJOR.MINOR.PATCH as by semver.org");
    }
    return version;
  }

  private Optional<Repository> to() {
    return top.find("to").map(RecipeReader::repository);
  }

  private static Repository repository(YamlNode node) {
    String text = node.asString("a repository, <registry>/<name>");
    boolean scheme = text.startsWith(Reference.SCHEME);
    String named = scheme ? text.substring(Reference.SCHEME.length()) : text;
    return node.at().of(() -> Repository.parse(named));
  }

  private List<Maintainer> maintainers() {
    return top.findList("maintainers").stream()
        .flatMap(list -> list.items().stream())
        .map(item -> maintainer(item.asMap("a map with name, email, url")))
        .toList();
  }

  private static Maintainer maintainer(YamlMap map) {
    map.allowOnly(Fields.MAINTAINER);
    return new Maintainer(map.string("name"), map.findString("email"), map.findString("url"));
  }

  private SortedMap<String, Followed> images(SortedMap<String, Artifact> artifacts) {
    var all = new TreeMap<String, Followed>();
    top.findMap("images")
        .ifPresent(
            map ->
                map.fields()
                    .forEach(
                        (name, field) -> {
                          Names.COMPONENT.require(name, field.at());
                          requireNew(name, field.at(), artifacts);
                          all.put(name, reference("image", field.value()));
                        }));
    return all;
  }

  private static void requireNew(String name, Position at, SortedMap<String, Artifact> artifacts) {
    Artifact other = artifacts.get(name);
    if (other != null) {
      throw at.invalid("two components of one name").with("found", name).with("first", other.at());
    }
  }

  private static Followed reference(String kind, YamlNode node) {
    String text = node.asString("a reference, <registry>/<name>:<tag> or @<digest>");
    return new Followed(kind, node.at().of(() -> Reference.parse(text)), node.at());
  }

  private JsonObject custom() {
    JsonObject custom =
        top.findMap("custom").map(YamlMap::toJson).orElseGet(() -> JsonObject.builder().build());
    if (custom.find(Lighterage.KEY).isPresent()) {
      Position at = top.findMap("custom").orElse(top).at(Lighterage.KEY);
      throw at.invalid("a key that is written by build").with("found", Lighterage.KEY);
    }
    return custom;
  }

  /// [101.62]: an entry is a key of `custom`; ours is always there.
  private List<String> requiredExtensions(JsonObject custom) {
    List<String> names = top.strings("requiredExtensions");
    for (String name : names) {
      if (!name.equals(Lighterage.KEY) && custom.find(name).isEmpty()) {
        throw at("requiredExtensions")
            .invalid("extension that custom does not have")
            .with("found", name);
      }
    }
    return names;
  }

  private Position at(String field) {
    return top.node(field, "a value").at();
  }
}
