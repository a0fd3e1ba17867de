package dev.lighterage.cnab.state;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far the operation of a claim came: CNAB 400, [400.4]. A claim has several; the last counts.
///
/// `outputs` says what is stored beside it, by name. `custom["dev.lighterage"]` is a [Progress].
public record Result(
    String id,
    String claimId,
    Instant created,
    Status status,
    String message,
    SortedMap<String, Stored> outputs,
    JsonObject custom) {

  /// What is known of a stored output: the digest and size (bytes) of its value.
  public record Stored(Optional<Digest> contentDigest, Optional<Long> size) {
    private JsonObject toJson() {
      var json = JsonObject.builder();
      contentDigest.ifPresent(digest -> json.put("contentDigest", digest.toString()));
      size.ifPresent(bytes -> json.put("size", bytes));
      return json.build();
    }

    private static Stored read(JsonObject json) {
      return new Stored(
          json.findString("contentDigest").flatMap(Digest::find), json.findInteger("size"));
    }
  }

  /// Where the run left each step and with what exit code it ended; all empty when the record is
  /// another tool's.
  public Progress progress() {
    return custom.findObject(Progress.KEY).map(Progress::read).orElse(Progress.NONE);
  }

  /// Reads a result; fails with `INVALID`.
  public static Result read(Bytes bytes) {
    JsonObject json = Json.readObject(bytes);
    return new Result(
        json.string("id"),
        json.string("claimId"),
        Times.read(json, "created"),
        Status.parse(json.string("status")),
        json.findString("message").orElse(""),
        json.findObject("outputs").map(Result::outputs).orElse(new TreeMap<>()),
        json.findObject("custom").orElse(new JsonObject(Map.of(), "$")));
  }

  private static SortedMap<String, Stored> outputs(JsonObject json) {
    var all = new TreeMap<String, Stored>();
    json.members().keySet().forEach(name -> all.put(name, Stored.read(json.object(name))));
    return all;
  }

  public JsonObject toJson() {
    var json = JsonObject.builder().put("claimId", claimId).put("created", Times.write(created));
    if (!custom.members().isEmpty()) {
      json.put("custom", custom);
    }
    json.put("id", id);
    if (!message.isEmpty()) {
      json.put("message", message);
    }
    if (!outputs.isEmpty()) {
      var all = JsonObject.builder();
      outputs.forEach((name, stored) -> all.put(name, stored.toJson()));
      json.put("outputs", all.build());
    }
    return json.put("status", status.text()).build();
  }

  /// The result as it is stored (RFC 8785).
  public Bytes bytes() {
    return Json.canonical(toJson());
  }
}
