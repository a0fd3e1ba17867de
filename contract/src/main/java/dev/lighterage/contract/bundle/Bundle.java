package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A bundle definition (`bundle.json`), CNAB Core 1.2, document 101, with the bytes it came from.
///
/// Absent and null members read as empty; a digest of an algorithm that is not known here reads as
/// absent (a warning of [Rules]); a boolean definition reads as the object that means the same.
/// `custom` keeps everything, understood or not ([101.60]).
public record Bundle(
    Bytes bytes,
    String schemaVersion,
    String name,
    String version,
    String description,
    List<String> keywords,
    Optional<String> license,
    List<Maintainer> maintainers,
    List<Image> invocationImages,
    SortedMap<String, Image> images,
    SortedMap<String, JsonObject> definitions,
    SortedMap<String, Parameter> parameters,
    SortedMap<String, Credential> credentials,
    SortedMap<String, Output> outputs,
    SortedMap<String, CustomAction> actions,
    JsonObject custom,
    List<String> requiredExtensions,
    Optional<Lighterage> lighterage) {

  /// Reads a definition that keeps every rule of CNAB 101 and ours ([Rules]). Fails with
  /// [dev.lighterage.oci.value.Failure.Kind#INVALID] at the first error: the subject is the JSON
  /// path, the facts are `rule`, `path` and `why`. Fails with
  /// [dev.lighterage.oci.value.Failure.Kind#TOO_LARGE] above the limits of
  /// [dev.lighterage.oci.json.JsonLimits].
  public static Bundle read(Bytes bytes) {
    return BundleReader.read(bytes);
  }
}
