package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.kind.Kind;
import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.oci.model.Repository;
import java.nio.file.Path;
import java.util.Optional;

/// An artifact of a recipe: its name as a component, its kind, and where it comes from.
public record Artifact(String name, Kind kind, Origin origin, String description, Position at) {

  /// Where an artifact comes from.
  public sealed interface Origin {}

  /// It exists already: it is referred to, never packed again.
  public record Existing(Followed followed) implements Origin {}

  /// It is packed from what lies at `path` and pushed to a home of its own.
  public record Local(Path path, HomeWish home) implements Origin {}

  /// What the author says about an artifact's home.
  public sealed interface HomeWish {}

  /// Nothing: `<bundle repository>/<own name>`.
  public record DefaultHome() implements HomeWish {}

  /// `to:`, with a tag or without.
  public record GivenHome(Repository repository, Optional<String> tag) implements HomeWish {}

  /// `home: none`: it lies in the bundle's repository only.
  public record NoHome() implements HomeWish {}
}
