package dev.lighterage.oci.json;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.function.Supplier;

/// Reads and writes JSON documents.
public final class Json {
  private Json() {}

  /// Reads exactly one document; see [JsonReader] for what is refused.
  public static JsonValue read(Bytes bytes) {
    return JsonReader.read(bytes, JsonLimits.DOCUMENT);
  }

  /// Reads exactly one document, which must be an object.
  public static JsonObject readObject(Bytes bytes) {
    JsonValue value = read(bytes);
    if (value instanceof JsonObject object) {
      return object;
    }
    throw wrongShape("$", "an object", value);
  }

  /// What `reading` makes of a document or a part of it; a failure says that it was in `document`.
  public static <T> T in(String document, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Failure failure) {
      throw failure.in(document);
    }
  }

  /// The canonical form of `value` by RFC 8785 (JCS).
  public static Bytes canonical(JsonValue value) {
    return Bytes.utf8(JsonWriter.write(value, JsonWriter.Form.CANONICAL));
  }

  /// `value` as Go's `encoding/json` writes it: what manifests are written in, see
  /// [JsonWriter.Form#GO].
  public static Bytes go(JsonValue value) {
    return Bytes.utf8(JsonWriter.write(value, JsonWriter.Form.GO));
  }

  /// `value` on one line, members in their order and numbers in the digits they were written with,
  /// for what passes a value on: [#canonical] rounds numbers to doubles.
  public static String line(JsonValue value) {
    return JsonWriter.write(value, JsonWriter.Form.LINE);
  }

  /// `value` for people: indented by two spaces, members in their order.
  public static String pretty(JsonValue value) {
    return JsonWriter.write(value, JsonWriter.Form.PRETTY);
  }

  static Failure unknown(String path, String name, List<String> known) {
    return suggesting(Failure.of(Failure.Kind.INVALID, "unknown member", path), name, known);
  }

  static Failure unknownWord(String path, String word, List<String> known) {
    Failure failure = Failure.of(Failure.Kind.INVALID, "unknown word", path).with("found", word);
    return suggesting(failure, word, known);
  }

  private static Failure suggesting(Failure failure, String written, List<String> known) {
    Failure listed = failure.with("known", String.join(", ", known));
    return Nearest.of(written, known).map(s -> listed.with("suggestion", s)).orElse(listed);
  }

  static Failure missing(String path, String expected) {
    return Failure.of(Failure.Kind.INVALID, "member is missing", path).with("expected", expected);
  }

  static Failure wrongShape(String path, String expected, JsonValue found) {
    return Failure.of(Failure.Kind.INVALID, "member of the wrong shape", path)
        .with("expected", expected)
        .with("found", found.shape());
  }
}
