package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// A bundle definition (`bundle.json`), CNAB Core 1.2, document 101, with the bytes it came from.
///
/// Absent and null members read as empty. `custom` keeps everything, understood or not ([101.60]).
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

  /// Reads a definition; fails with [dev.lighterage.oci.value.Failure.Kind#INVALID].
  public static Bundle read(Bytes bytes) {
    return BundleReader.read(bytes);
  }
}
