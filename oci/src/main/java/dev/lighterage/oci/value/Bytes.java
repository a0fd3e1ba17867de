package dev.lighterage.oci.value;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A small document exactly as it was read or will be written: an immutable run of bytes.
///
/// Digests and signatures are over bytes, so whatever is read keeps them.
public final class Bytes {
  private static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  public static Bytes empty() {
    return EMPTY;
  }

  /// A copy of `bytes`.
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /// The UTF-8 bytes of `text`.
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  public int size() {
    return bytes.length;
  }

  /// A copy of the bytes.
  public byte[] toArray() {
    return bytes.clone();
  }

  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  public Digest digest() {
    return digest(Digest.Algorithm.SHA256);
  }

  public Digest digest(Digest.Algorithm algorithm) {
    return new Digest(algorithm, algorithm.hex(bytes));
  }

  /// The bytes as text; malformed UTF-8 becomes U+FFFD, so this is for showing, not for parsing.
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return bytes.length + " bytes";
  }
}
