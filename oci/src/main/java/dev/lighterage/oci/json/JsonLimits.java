package dev.lighterage.oci.json;

/// How large a document may be, in bytes, how deep it may nest, and how long one number may be, in
/// characters. Ours: far above any manifest, bundle definition or inventory seen in the field.
public record JsonLimits(int bytes, int depth, int numberLength) {
  public static final JsonLimits DOCUMENT = new JsonLimits(8 << 20, 100, 400);
}
