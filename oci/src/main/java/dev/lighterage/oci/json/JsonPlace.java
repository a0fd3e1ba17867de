package dev.lighterage.oci.json;

import org.jspecify.annotations.Nullable;

/// Where a value stands, as a step down from the value around it.
///
/// Written out as a path ([JsonPath]) only when somebody asks: a document can hold a name of
/// megabytes around a hundred thousand values, and their paths would need more memory than there
/// is.
public final class JsonPlace {
  private final @Nullable JsonPlace around;
  private final String name;
  private final int index;

  private JsonPlace(@Nullable JsonPlace around, String name, int index) {
    this.around = around;
    this.name = name;
    this.index = index;
  }

  /// The place with this path.
  static JsonPlace of(String path) {
    return new JsonPlace(null, path, -1);
  }

  JsonPlace member(String name) {
    return new JsonPlace(this, name, -1);
  }

  JsonPlace element(int index) {
    return new JsonPlace(this, "", index);
  }

  /// The path, such as `$.images.web`.
  @Override
  public String toString() {
    if (around == null) {
      return name;
    }
    String above = around.toString();
    return index >= 0 ? JsonPath.element(above, index) : JsonPath.member(above, name);
  }
}
