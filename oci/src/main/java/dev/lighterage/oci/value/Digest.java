package dev.lighterage.oci.value;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of content by its hash, `<algorithm>:<lower-case hex>`.
///
/// Source: OCI image-spec 1.1, descriptor.md, "Digests" and "Registered algorithms". Only the
/// registered algorithms sha256 and sha512 can be verified here, so only they are digests here.
public record Digest(Algorithm algorithm, String hex) implements Comparable<Digest> {

  /// The registered algorithms that this library verifies.
  public enum Algorithm {
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128);

    private final String javaName;
    private final int hexLength;

    Algorithm(String javaName, int hexLength) {
      this.javaName = javaName;
      this.hexLength = hexLength;
    }

    /// A fresh hash.
    public MessageDigest start() {
      try {
        return MessageDigest.getInstance(javaName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has " + javaName, e);
      }
    }

    /// Lower-case hex of the hash of `bytes`.
    String hex(byte[] bytes) {
      return HexFormat.of().formatHex(start().digest(bytes));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// image-spec 1.1, descriptor.md: `digest ::= algorithm ":" encoded`.
  private static final Pattern GRAMMAR =
      Pattern.compile("[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+");

  private static final Pattern LOWER_HEX = Pattern.compile("[0-9a-f]+");

  public Digest {
    if (hex.length() != algorithm.hexLength || !LOWER_HEX.matcher(hex).matches()) {
      throw Failure.of(Failure.Kind.INVALID, "not a digest", algorithm + ":" + hex)
          .with("expected", algorithm.hexLength + " lower-case hex digits");
    }
  }

  /// Reads `text`; fails with [Failure.Kind#INVALID] when it is no digest, and with
  /// [Failure.Kind#UNSUPPORTED] when its grammar is right and its algorithm is not known here.
  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? "" : text.substring(0, colon);
    for (Algorithm algorithm : Algorithm.values()) {
      if (algorithm.toString().equals(name)) {
        return new Digest(algorithm, text.substring(colon + 1));
      }
    }
    if (GRAMMAR.matcher(text).matches()) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "unknown digest algorithm", text)
          .with("known", "sha256, sha512");
    }
    throw Failure.of(Failure.Kind.INVALID, "not a digest", text)
        .with("expected", "sha256:<64 lower-case hex digits>");
  }

  /// `text` as a digest, or empty when it is none.
  public static Optional<Digest> find(String text) {
    try {
      return Optional.of(parse(text));
    } catch (Failure notOne) {
      return Optional.empty();
    }
  }

  /// The digest that `hash`, fed with all bytes, ends in.
  public static Digest finish(Algorithm algorithm, MessageDigest hash) {
    return new Digest(algorithm, HexFormat.of().formatHex(hash.digest()));
  }

  /// The tag under which clients keep the referrers of this digest where nobody lists them: the
  /// algorithm cut to 32 characters, `-`, and the hash cut to 64, so that a sha512 digest makes a
  /// tag too. Source: distribution-spec 1.1, "Referrers Tag Schema". Its third rule, `-` for what
  /// no tag may hold, changes none of the digests that are known here.
  public String referrersTag() {
    return cut(algorithm.toString(), 32) + "-" + cut(hex, 64);
  }

  private static String cut(String text, int length) {
    return text.substring(0, Math.min(length, text.length()));
  }

  /// The first 12 hex digits, for people.
  public String brief() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
