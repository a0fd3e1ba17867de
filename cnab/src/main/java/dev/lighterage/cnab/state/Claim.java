package dev.lighterage.cnab.state;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What one operation was asked to do, written before it starts and never changed: CNAB 400,
/// [400.3].
///
/// `revision` is new for every operation that may modify something and else that of the claim
/// before. `bundle` is the whole definition. `parameters` holds resolved values and defaults, never
/// a credential ([400.12]). `custom` has the note for the run tool under `dev.lighterage`.
public record Claim(
    String id,
    String installation,
    String revision,
    Instant created,
    String action,
    JsonObject bundle,
    Optional<String> bundleReference,
    JsonObject parameters,
    JsonObject custom) {

  /// The key in `custom` under which the names of those parameters stand that the user gave,
  /// sorted, JSON `[NAME…]`; the others are defaults, which another version of the bundle may
  /// change.
  public static final String SUPPLIED = "dev.lighterage.supplied";

  /// The names of the parameters that the user gave; all of them where another tool wrote the
  /// claim.
  public SortedSet<String> supplied() {
    return new TreeSet<>(
        custom.findArray(SUPPLIED).map(JsonArray::strings).orElse(List.copyOf(names())));
  }

  private Set<String> names() {
    return parameters.members().keySet();
  }

  /// Reads a claim; fails with `INVALID`. The time may have any number of fraction digits ([A14]).
  public static Claim read(Bytes bytes) {
    JsonObject json = Json.readObject(bytes);
    return new Claim(
        json.string("id"),
        json.string("installation"),
        json.string("revision"),
        Times.read(json, "created"),
        json.string("action"),
        json.object("bundle"),
        json.findString("bundleReference"),
        json.findObject("parameters").orElse(new JsonObject(Map.of(), "$")),
        json.findObject("custom").orElse(new JsonObject(Map.of(), "$")));
  }

  public JsonObject toJson() {
    var json = JsonObject.builder().put("action", action).put("bundle", bundle);
    bundleReference.ifPresent(reference -> json.put("bundleReference", reference));
    json.put("created", Times.write(created));
    if (!custom.members().isEmpty()) {
      json.put("custom", custom);
    }
    json.put("id", id).put("installation", installation);
    if (!parameters.members().isEmpty()) {
      json.put("parameters", parameters);
    }
    return json.put("revision", revision).build();
  }

  /// The claim as it is stored and handed to the run tool (RFC 8785).
  public Bytes bytes() {
    return Json.canonical(toJson());
  }
}
