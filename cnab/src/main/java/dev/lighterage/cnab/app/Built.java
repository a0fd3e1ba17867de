package dev.lighterage.cnab.app;

import dev.lighterage.cnab.index.PublishedBundle;
import dev.lighterage.cnab.kind.Packed;
import dev.lighterage.cnab.recipe.Home;
import dev.lighterage.cnab.recipe.Lock;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A bundle that was built: in a layout of its own, which holds the bundle and what was packed
/// here, and not what is only referred to ([BuiltLayout]).
///
/// `repository` is the one that it was built for, which its homes and its definition name.
/// `components` are in the order of their names. `newLock` is set when there was no lock before.
public record Built(
    Path recipe,
    Repository repository,
    PublishedBundle bundle,
    LayoutStore layout,
    SortedMap<String, Component> components,
    Reference.Pinned runner,
    Lock lock,
    boolean newLock) {

  /// The tag of a bundle unless the author says otherwise: Porter looks for this one. `+` becomes
  /// `_`, since no tag has a plus.
  public String tag() {
    return tag(bundle.bundle().version());
  }

  /// Where it goes unless the author says otherwise.
  public Reference.Tagged reference() {
    return new Reference.Tagged(repository, tag());
  }

  static String tag(String version) {
    return "v" + version.replace('+', '_');
  }

  /// A component of the bundle: what its manifest is, and where it comes from.
  public record Component(String name, Optional<String> kind, Descriptor manifest, Origin origin) {}

  /// Where a component comes from.
  public sealed interface Origin {}

  /// It was packed from local files, and goes to its home, if it has one.
  public record Local(Packed packed, Optional<Home> home) implements Origin {}

  /// It exists already; `followed` is the reference as written.
  public record Existing(Reference.Pinned at, Reference followed) implements Origin {}

  /// What was packed here, by component.
  public List<Component> packed() {
    return components.values().stream().filter(c -> c.origin() instanceof Local).toList();
  }
}
