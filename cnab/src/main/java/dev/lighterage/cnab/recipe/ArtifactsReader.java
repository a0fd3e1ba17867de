package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.kind.Kind;
import dev.lighterage.cnab.kind.Kinds;
import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Reads `artifacts`: `NAME: {KIND: PATH or oci://REFERENCE, to?, home?, description?}`.
final class ArtifactsReader {
  private static final String NO_HOME = "none";

  private final Path folder;

  ArtifactsReader(Path recipe) {
    Path parent = recipe.getParent();
    this.folder = parent == null ? Path.of("") : parent;
  }

  SortedMap<String, Artifact> read(YamlMap top) {
    var all = new TreeMap<String, Artifact>();
    top.findMap("artifacts")
        .ifPresent(
            map ->
                map.fields()
                    .forEach(
                        (name, field) -> {
                          Names.COMPONENT.require(name, field.at());
                          all.put(name, artifact(name, field));
                        }));
    return all;
  }

  private Artifact artifact(String name, YamlMap.Field field) {
    YamlMap map = field.value().asMap("a map such as {helm: ./charts/web}");
    List<String> kinds = Kinds.names();
    map.allowOnly(Stream.concat(kinds.stream(), Fields.ARTIFACT.stream()).toList());
    List<String> given = map.keys().stream().filter(kinds::contains).toList();
    if (given.size() != 1) {
      throw map.at()
          .invalid(given.isEmpty() ? "artifact without a kind" : "artifact of two kinds")
          .with("found", String.join(", ", given.isEmpty() ? map.keys() : given))
          .with("expected", "one of " + String.join(", ", kinds));
    }
    Kind kind = Kinds.find(given.getFirst()).orElseThrow();
    return new Artifact(
        name, kind, origin(kind, map), map.findString("description").orElse(""), field.at());
  }

  private Artifact.Origin origin(Kind kind, YamlMap map) {
    YamlNode source = map.node(kind.name(), "a path or an oci:// reference");
    String text = source.asString("a path or an oci:// reference");
    if (!text.startsWith(Reference.SCHEME)) {
      return new Artifact.Local(local(kind, text, source.at()), home(map));
    }
    for (String field : List.of("to", "home")) {
      if (map.find(field).isPresent()) {
        throw map.at(field)
            .invalid("an artifact that exists already has its home")
            .with("found", field);
      }
    }
    Reference reference = source.at().of(() -> Reference.parse(text));
    return new Artifact.Existing(new Followed(kind.name(), reference, source.at()));
  }

  private Path local(Kind kind, String text, Position at) {
    Path path = path(text, at);
    if (!Files.exists(path)) {
      Failure failure =
          Failure.of(Failure.Kind.NOT_FOUND, "no such file or folder", at.toString())
              .with("found", path);
      throw isReference(text) ? failure.with("suggestion", Reference.SCHEME + text) : failure;
    }
    boolean fits =
        switch (kind.shape()) {
          case FILE -> Files.isRegularFile(path);
          case FOLDER -> Files.isDirectory(path);
          case FILE_OR_FOLDER -> Files.isRegularFile(path) || Files.isDirectory(path);
        };
    if (!fits) {
      throw at.invalid("not what this kind is made from")
          .with("found", path + (Files.isDirectory(path) ? ", a folder" : ", no folder"))
          .with("kind", kind.name());
    }
    return path;
  }

  private Path path(String text, Position at) {
    try {
      if (text.isBlank()) {
        throw at.invalid("no path");
      }
      return folder.resolve(text).normalize();
    } catch (InvalidPathException e) {
      throw at.invalid("not a path").with("found", text).because(e);
    }
  }

  private static boolean isReference(String text) {
    try {
      Reference.parse(text);
      return true;
    } catch (Failure e) {
      return false;
    }
  }

  private static Artifact.HomeWish home(YamlMap map) {
    Optional<String> home = map.findString("home");
    Optional<YamlNode> to = map.find("to");
    if (home.isEmpty()) {
      return to.<Artifact.HomeWish>map(ArtifactsReader::given).orElseGet(Artifact.DefaultHome::new);
    }
    if (!home.get().equals(NO_HOME)) {
      throw map.node("home", NO_HOME)
          .at()
          .invalid("unknown home")
          .with("found", home.get())
          .with("expected", NO_HOME + "; a place is given by to:");
    }
    if (to.isPresent()) {
      throw map.at("to").invalid("a home although home: none");
    }
    return new Artifact.NoHome();
  }

  /// `oci://host/name` or `oci://host/name:tag`.
  private static Artifact.GivenHome given(YamlNode to) {
    String text = to.asString("oci://<registry>/<name>");
    if (!text.startsWith(Reference.SCHEME) || text.contains("@")) {
      throw to.at()
          .invalid("not a home")
          .with("found", text)
          .with("expected", "oci://<registry>/<name>, with :<tag> or without");
    }
    String rest = text.substring(Reference.SCHEME.length());
    boolean tagged = rest.lastIndexOf(':') > rest.lastIndexOf('/') && rest.indexOf('/') > 0;
    if (!tagged) {
      return new Artifact.GivenHome(to.at().of(() -> Repository.parse(rest)), Optional.empty());
    }
    Reference reference = to.at().of(() -> Reference.parse(text));
    return switch (reference) {
      case Reference.Tagged t -> new Artifact.GivenHome(t.repository(), Optional.of(t.tag()));
      case Reference.Pinned p -> new Artifact.GivenHome(p.repository(), p.tag());
    };
  }
}
