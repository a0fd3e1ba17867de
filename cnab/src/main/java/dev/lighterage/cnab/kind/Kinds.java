package dev.lighterage.cnab.kind;

import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Optional;

/// The kinds there are. A new kind is a new class and one line here.
public final class Kinds {
  private static final List<Kind> ALL =
      List.of(new Helm(), new Arm(), new FileKind(), new Folder());

  private Kinds() {}

  public static List<Kind> all() {
    return ALL;
  }

  /// The names of all kinds, in the order of [#all()].
  public static List<String> names() {
    return ALL.stream().map(Kind::name).toList();
  }

  public static Optional<Kind> find(String name) {
    return ALL.stream().filter(k -> k.name().equals(name)).findFirst();
  }

  /// The kind that `manifest` says it is; empty for everything that is none of ours.
  public static Optional<Kind> of(Manifest manifest) {
    return switch (manifest) {
      case Manifest.Image image -> ALL.stream().filter(k -> k.recognises(image)).findFirst();
      case Manifest.Index _ -> Optional.empty();
    };
  }

  /// The kind called `name`, which `manifest` must say that it is. `subject` names the artifact in
  /// the failure: `INVALID` for another kind, `UNSUPPORTED` for a name that is not known here.
  public static Kind require(String name, Manifest manifest, String subject) {
    Kind wanted =
        find(name)
            .orElseThrow(
                () ->
                    Failure.of(Failure.Kind.UNSUPPORTED, "unknown kind of artifact", subject)
                        .with("found", name)
                        .with("known", String.join(", ", names())));
    if (manifest instanceof Manifest.Image image && wanted.recognises(image)) {
      wanted.check(image);
      return wanted;
    }
    throw Failure.of(Failure.Kind.INVALID, "artifact of another kind", subject)
        .with("expected", name)
        .with("found", of(manifest).map(Kind::name).or(manifest::artifactType).orElse("an index"));
  }
}
