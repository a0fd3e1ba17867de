package dev.lighterage.oci.model;

import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.Optional;
import java.util.regex.Pattern;

/// Names a manifest in a registry: by a tag, which may move, or pinned by digest.
///
/// Grammar: `host[:port]/name:tag`, `host[:port]/name@digest`, `host[:port]/name:tag@digest`, with
/// an optional `oci://` in front. A reference without tag and digest is refused: `latest` is never
/// assumed. Source of the tag's grammar: distribution-spec 1.1, "Pulling manifests".
public sealed interface Reference {
  Pattern TAG = Pattern.compile("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}");
  String SCHEME = "oci://";

  Repository repository();

  /// Follows a tag.
  record Tagged(Repository repository, String tag) implements Reference {
    public Tagged {
      requireTag(tag);
    }

    /// The same tag, held to `digest`.
    public Pinned pin(Digest digest) {
      return new Pinned(repository, Optional.of(tag), digest);
    }

    @Override
    public String toString() {
      return repository + ":" + tag;
    }
  }

  /// Held to a digest; the tag, if any, says where it was found.
  record Pinned(Repository repository, Optional<String> tag, Digest digest) implements Reference {
    public Pinned {
      tag.ifPresent(Reference::requireTag);
    }

    public static Pinned of(Repository repository, Digest digest) {
      return new Pinned(repository, Optional.empty(), digest);
    }

    /// `repository@digest`, which every client understands.
    public String canonical() {
      return repository + "@" + digest;
    }

    @Override
    public String toString() {
      return repository + tag.map(t -> ":" + t).orElse("") + "@" + digest;
    }
  }

  /// Fails with [Failure.Kind#INVALID] unless `tag` is a tag.
  static void requireTag(String tag) {
    if (!TAG.matcher(tag).matches()) {
      throw Failure.of(Failure.Kind.INVALID, "not a tag", tag)
          .with("expected", "letters, digits, _ . and -, at most 128, not beginning with . or -");
    }
  }

  /// Reads a reference; fails with [Failure.Kind#INVALID] or, for an unknown digest algorithm,
  /// [Failure.Kind#UNSUPPORTED].
  static Reference parse(String text) {
    String rest = text.startsWith(SCHEME) ? text.substring(SCHEME.length()) : text;
    int at = rest.indexOf('@');
    Optional<Digest> digest =
        at < 0 ? Optional.empty() : Optional.of(Digest.parse(rest.substring(at + 1)));
    String named = at < 0 ? rest : rest.substring(0, at);
    int colon = named.lastIndexOf(':');
    boolean tagged = colon > named.lastIndexOf('/') && named.indexOf('/') >= 0;
    Optional<String> tag = tagged ? Optional.of(named.substring(colon + 1)) : Optional.empty();
    Repository repository = Repository.parse(tagged ? named.substring(0, colon) : named);
    if (digest.isPresent()) {
      return new Pinned(repository, tag, digest.get());
    }
    return tag.map(t -> new Tagged(repository, t)).orElseThrow(() -> unnamed(text));
  }

  private static Failure unnamed(String text) {
    return Failure.of(Failure.Kind.INVALID, "reference without tag or digest", text)
        .with("expected", text + ":<tag> or " + text + "@sha256:<digest>");
  }
}
