package dev.lighterage.cnab.recipe;

import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// One reference of a recipe, resolved.
///
/// JSON: `{"kind", "follows", "descriptor": {"mediaType", "digest", "size"}, "resolved",
/// "recipe"}`: its kind (`runner`, `image`, or an artifact's), the reference as the recipe has it,
/// what it named when it was resolved, when that was (UTC, RFC 3339), and the digest of the
/// recipe's part it came from ([Followed#part]).
public record Locked(
    String kind, Reference follows, Descriptor descriptor, Instant resolved, Digest recipe) {

  /// `followed`, which named `descriptor` at `when`; kept to the second.
  public static Locked of(Followed followed, Descriptor descriptor, Instant when) {
    return new Locked(
        followed.kind(),
        followed.reference(),
        descriptor.bare(),
        when.truncatedTo(ChronoUnit.SECONDS),
        followed.part());
  }

  /// The reference held to what it named.
  public Reference.Pinned pinned() {
    return switch (follows) {
      case Reference.Tagged tagged -> tagged.pin(descriptor.digest());
      case Reference.Pinned pinned -> pinned;
    };
  }

  /// This entry, with the time of `earlier` when both say the same: a lock that changed nothing is
  /// written as it was.
  public Locked unlessSame(Locked earlier) {
    Locked then = new Locked(kind, follows, descriptor, earlier.resolved, recipe);
    return then.equals(earlier) ? earlier : this;
  }

  static Locked read(JsonObject json) {
    json.requireOnly("kind", "follows", "descriptor", "resolved", "recipe");
    return new Locked(
        json.string("kind"),
        Reference.parse(json.string("follows")),
        Descriptor.read(json.object("descriptor")),
        time(json),
        Digest.parse(json.string("recipe")));
  }

  private static Instant time(JsonObject json) {
    try {
      return Instant.parse(json.string("resolved"));
    } catch (DateTimeException e) {
      throw Failure.of(Failure.Kind.INVALID, "not a time", json.pathOf("resolved")).because(e);
    }
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("kind", kind)
        .put("follows", follows.toString())
        .put("descriptor", descriptor.toJson())
        .put("resolved", resolved.toString())
        .put("recipe", recipe.toString())
        .build();
  }
}
