package dev.lighterage.oci.json;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads one JSON document strictly (RFC 8259, and RFC 7493 where two readers could differ).
///
/// Refused with [Failure.Kind#INVALID]: doubled member names, text after the document, a byte order
/// mark, invalid UTF-8, lone surrogates, comments and every other leniency. Refused with
/// [Failure.Kind#TOO_LARGE]: what passes [JsonLimits].
final class JsonReader {
  /// Half a surrogate pair, which UTF-8 cannot hold: stands for bytes that are not UTF-8.
  private static final String NOT_UTF8 = "\uDC80";

  /// What the parser adds to its sentence for those who set it up.
  private static final String PARSERS_OWN = " \\(start marker at .*";

  private final JsonParser parser;
  private final JsonLimits limits;
  private int values;

  private JsonReader(JsonParser parser, JsonLimits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  static JsonValue read(Bytes bytes, JsonLimits limits) {
    if (bytes.size() > limits.bytes()) {
      throw tooLarge("bytes", limits.bytes());
    }
    String text = decode(bytes);
    try (JsonParser parser = factory(limits).createParser(ObjectReadContext.empty(), text)) {
      var reader = new JsonReader(parser, limits);
      JsonValue value = reader.document();
      reader.requireEnd();
      return value;
    } catch (StreamConstraintsException e) {
      throw tooLarge("characters of a number", limits.numberLength()).because(e);
    } catch (JacksonException e) {
      throw invalid("$", e.getOriginalMessage().replaceFirst(PARSERS_OWN, ""))
          .with("line", e.getLocation().getLineNr())
          .with("column", e.getLocation().getColumnNr());
    }
  }

  private static JsonFactory factory(JsonLimits limits) {
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depth() + 2)
            .maxNumberLength(limits.numberLength())
            .maxStringLength(limits.bytes())
            .maxNameLength(limits.bytes())
            .build();
    return JsonFactory.builder()
        .streamReadConstraints(constraints)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .build();
  }

  /// The text; where the bytes are not UTF-8 it holds [#NOT_UTF8], so that the failure can name the
  /// member in which they stand. A byte order mark is no part of JSON.
  private static String decode(Bytes bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPLACE)
              .replaceWith(NOT_UTF8)
              .decode(ByteBuffer.wrap(bytes.toArray()))
              .toString();
      if (text.startsWith("\uFEFF")) {
        throw invalid("$", "a byte order mark before the document");
      }
      return text;
    } catch (CharacterCodingException e) {
      throw invalid("$", "not UTF-8").because(e);
    }
  }

  private JsonValue document() {
    JsonPlace root = JsonPlace.of(JsonPath.ROOT);
    return value(next(root), root, 0);
  }

  private JsonToken next(JsonPlace place) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw invalid(place.toString(), "the document ends too early");
    }
    return token;
  }

  private void requireEnd() {
    if (parser.nextToken() != null) {
      throw invalid("$", "text after the end of the document");
    }
  }

  private JsonValue value(JsonToken token, JsonPlace place, int depth) {
    if (depth > limits.depth()) {
      throw tooLarge("levels of nesting", limits.depth());
    }
    if (++values > limits.values()) {
      throw tooLarge("values", limits.values());
    }
    return switch (token) {
      case START_OBJECT -> object(place, depth);
      case START_ARRAY -> array(place, depth);
      case VALUE_STRING -> new JsonString(whole(parser.getString(), place));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonNumber(parser.getString());
      case VALUE_TRUE -> new JsonBoolean(true);
      case VALUE_FALSE -> new JsonBoolean(false);
      case VALUE_NULL -> JsonNull.NULL;
      case END_ARRAY, END_OBJECT, NOT_AVAILABLE, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw invalid(place.toString(), "no value where one must stand");
    };
  }

  private JsonObject object(JsonPlace place, int depth) {
    var members = new LinkedHashMap<String, JsonValue>();
    while (next(place) != JsonToken.END_OBJECT) {
      String name = whole(parser.currentName(), place);
      JsonPlace below = place.member(name);
      if (members.containsKey(name)) {
        throw invalid(below.toString(), "a doubled member");
      }
      members.put(name, value(next(below), below, depth + 1));
    }
    return new JsonObject(members, place);
  }

  private JsonArray array(JsonPlace place, int depth) {
    var elements = new ArrayList<JsonValue>();
    for (JsonToken token = next(place); token != JsonToken.END_ARRAY; token = next(place)) {
      elements.add(value(token, place.element(elements.size()), depth + 1));
    }
    return new JsonArray(elements, place);
  }

  /// `text` unless it holds half a surrogate pair, which no UTF-8 can carry.
  private static String whole(String text, JsonPlace place) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw invalid(place.toString(), "a lone surrogate, or bytes that are not UTF-8");
      }
    }
    return text;
  }

  private static Failure invalid(String path, String why) {
    return Failure.of(Failure.Kind.INVALID, "not strict JSON", path).with("why", why);
  }

  private static Failure tooLarge(String unit, int limit) {
    return Failure.of(Failure.Kind.TOO_LARGE, "JSON over the limit", "$")
        .with("limit", limit + " " + unit);
  }
}
