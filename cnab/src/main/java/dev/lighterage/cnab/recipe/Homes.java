package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.kind.Packed;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// The rules by which an artifact that was packed gets its home.
///
/// The repository is the one in `to:`, else `<bundle repository>/<own name>`, where the own name is
/// what the artifact's files state (a chart's name), else its name as a component. The tag is the
/// artifact's own version (`+` written `_`, as Helm does), else the tag in `to:`, else `v<bundle
/// version>` with the same change.
public record Homes(Repository bundle, String version) {

  /// The home of `artifact`, packed as `packed`; empty for `home: none` and for artifacts that
  /// exist already. Fails with [Failure.Kind#INVALID] when the own name or version cannot be part
  /// of a reference (then `to:` must say where), or when `to:` has another tag than the version.
  public Optional<Home> of(Artifact artifact, Packed packed) {
    return switch (artifact.origin()) {
      case Artifact.Existing _ -> Optional.empty();
      case Artifact.Local(var _, var wish) ->
          switch (wish) {
            case Artifact.NoHome _ -> Optional.empty();
            case Artifact.DefaultHome _ ->
                Optional.of(home(artifact, packed, child(artifact, packed), Optional.empty()));
            case Artifact.GivenHome(var repository, var tag) ->
                Optional.of(home(artifact, packed, repository, tag));
          };
    };
  }

  private Repository child(Artifact artifact, Packed packed) {
    String name = packed.name().orElse(artifact.name());
    return referable(artifact, () -> bundle.child(name));
  }

  private Home home(
      Artifact artifact, Packed packed, Repository repository, Optional<String> given) {
    Optional<String> own = packed.version().map(Homes::tagOf);
    if (own.isPresent() && given.isPresent() && !own.equals(given)) {
      throw artifact
          .at()
          .invalid("a home with another tag than the artifact's own version")
          .with("artifact", artifact.name())
          .with("found", given.get())
          .with("expected", own.get() + ", or no tag in to:");
    }
    String tag = own.or(() -> given).orElseGet(() -> tagOf("v" + version));
    referable(artifact, () -> new Reference.Tagged(repository, tag));
    return new Home(repository, tag);
  }

  /// What cannot be part of a reference can still be at home where the author says.
  private static <T> T referable(Artifact artifact, Supplier<T> part) {
    try {
      return artifact.at().of(part);
    } catch (Failure e) {
      throw e.with("suggestion", "to: oci://<registry>/<name>, or home: none");
    }
  }

  /// A version as a tag: no tag has a `+`. Source: Helm's documentation, "Use OCI-based
  /// registries".
  static String tagOf(String version) {
    return version.replace('+', '_');
  }

  /// Fails with [Failure.Kind#CONFLICT] when two homes are one repository and tag with other bytes:
  /// whoever is pushed last would win.
  public static void requireDistinct(Map<String, Settled> homes) {
    var byPlace = new HashMap<Home, Map.Entry<String, Settled>>();
    for (Map.Entry<String, Settled> entry : homes.entrySet()) {
      Home home = entry.getValue().home();
      var other = byPlace.putIfAbsent(home, entry);
      if (other != null && !other.getValue().digest().equals(entry.getValue().digest())) {
        throw Failure.of(
                Failure.Kind.CONFLICT,
                "two artifacts with one home and other bytes",
                home.toString())
            .with("artifacts", other.getKey() + ", " + entry.getKey());
      }
    }
  }

  /// An artifact's home and the digest of what is pushed there.
  public record Settled(Home home, Digest digest) {}
}
