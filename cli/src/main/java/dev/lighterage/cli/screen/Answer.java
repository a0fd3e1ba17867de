package dev.lighterage.cli.screen;

import dev.lighterage.oci.json.JsonObject;

/// What a command hands to standard output: the same facts for programs (`--json`) and for people.
///
/// `json` has a documented shape (docs/json.md); `text` may change between versions.
public record Answer(JsonObject json, Text text) {
  public static Answer of(JsonObject json, String text) {
    return new Answer(json, Text.of(text));
  }
}
