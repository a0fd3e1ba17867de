package dev.lighterage.oci.json;

/// How large a document may be, in bytes, how deep it may nest, how many values it may hold, and
/// how long one number may be, in characters. Ours: far above any manifest, bundle definition or
/// inventory seen in the field.
///
/// The number of values is what bounds memory: read, a value of two bytes takes a hundred. An
/// `index.json` of 20 000 tags has 120 000.
public record JsonLimits(int bytes, int depth, int values, int numberLength) {
  public static final JsonLimits DOCUMENT = new JsonLimits(8 << 20, 100, 250_000, 400);
}
