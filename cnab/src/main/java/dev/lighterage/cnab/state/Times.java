package dev.lighterage.cnab.state;

import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Times in records: ISO 8601 extended with milliseconds, as ECMAScript writes them ([400.3],
/// [A14]).
final class Times {
  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  static String write(Instant time) {
    return MILLISECONDS.format(time);
  }

  /// The time in member `name`, with zero to nine fraction digits and any offset.
  static Instant read(JsonObject json, String name) {
    String text = json.string(name);
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw Failure.of(Failure.Kind.INVALID, "not a time", json.pathOf(name))
          .with("found", text)
          .because(e);
    }
  }
}
