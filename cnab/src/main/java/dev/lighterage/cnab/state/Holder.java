package dev.lighterage.cnab.state;

import dev.lighterage.oci.json.JsonObject;
import java.time.Instant;

/// Who works on an installation: a process of a host, since when and with what action.
///
/// For people only, JSON (`holder.json`): `{"action", "host", "pid", "since"}`.
public record Holder(long pid, String host, Instant since, String action) {

  static Holder read(JsonObject json) {
    return new Holder(
        json.integer("pid"), json.string("host"), Times.read(json, "since"), json.string("action"));
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("action", action)
        .put("host", host)
        .put("pid", pid)
        .put("since", Times.write(since))
        .build();
  }

  /// For people: `pid 4711 on host-a, upgrade, since 2026-01-01T00:00:00.000Z`.
  public String describe() {
    return "pid " + pid + " on " + host + ", " + action + ", since " + Times.write(since);
  }
}
