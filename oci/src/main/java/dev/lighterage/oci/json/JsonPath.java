package dev.lighterage.oci.json;

/// Where a value stands in its document, for messages: `$.images.web`, `$.custom["com.example.x"]`,
/// `$.maintainers[0].name`.
///
/// Source: RFC 9535, section 2.1, but for names of letters, digits, `_` and `-` alone, which stand
/// without brackets because people read them more easily.
public final class JsonPath {
  /// The document itself.
  public static final String ROOT = "$";

  private JsonPath() {}

  /// Member `name` of the object at `path`.
  public static String member(String path, String name) {
    return isPlain(name)
        ? path + "." + name
        : path + "[" + JsonWriter.write(new JsonString(name), JsonWriter.Form.LINE) + "]";
  }

  /// Element `index` of the array at `path`.
  public static String element(String path, int index) {
    return path + "[" + index + "]";
  }

  private static boolean isPlain(String name) {
    return !name.isEmpty()
        && name.codePoints().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-');
  }
}
