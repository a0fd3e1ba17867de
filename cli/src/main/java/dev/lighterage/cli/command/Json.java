package dev.lighterage.cli.command;

import dev.lighterage.cnab.app.TagMove;
import dev.lighterage.oci.copy.Copied;
import dev.lighterage.oci.http.Traffic;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import java.util.Collection;
import java.util.function.Function;

/// Pieces of answers that several commands have; their shapes are in docs/json.md.
final class Json {
  private Json() {}

  static <T> JsonArray array(Collection<T> all, Function<T, JsonObject> one) {
    return JsonArray.of(all.stream().map(one).toList());
  }

  static JsonObject of(TagMove move) {
    var json = JsonObject.builder().put("tag", move.name());
    move.from().ifPresent(from -> json.put("from", from.toString()));
    return json.put("to", move.to().toString()).put("moved", move.moved()).build();
  }

  static JsonObject of(Copied copied) {
    return JsonObject.builder()
        .put("blobsSent", copied.blobsSent())
        .put("blobsMounted", copied.blobsMounted())
        .put("blobsPresent", copied.blobsPresent())
        .put("manifestsSent", copied.manifestsSent())
        .put("manifestsPresent", copied.manifestsPresent())
        .put("bytesSent", copied.bytesSent())
        .build();
  }

  static JsonObject of(Traffic.Snapshot traffic) {
    return JsonObject.builder()
        .put("requests", traffic.requests())
        .put("bytesUp", traffic.bytesUp())
        .put("bytesDown", traffic.bytesDown())
        .build();
  }
}
