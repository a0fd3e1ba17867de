package dev.lighterage.mixins.playground;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Reads YAML, and JSON, which is YAML 1.2 too, into maps.
final class Document {
  /// 4 MiB: far above any values file or template.
  private static final int LIMIT = 4 << 20;

  private Document() {}

  /// The mapping in `file`; an empty document is an empty one. Refuses with `BAD_SOURCE`.
  static Map<String, Object> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString());
    }
    if (Files.size(file) > LIMIT) {
      throw new Refusal(Refusal.Reason.BAD_SOURCE, "larger than 4 MiB: " + file);
    }
    var settings = LoadSettings.builder().setLabel(file.toString()).setCodePointLimit(LIMIT);
    try {
      Object read = new Load(settings.build()).loadFromString(Files.readString(file));
      return read == null ? new LinkedHashMap<>() : map(read);
    } catch (YamlEngineException e) {
      throw new Refusal(Refusal.Reason.BAD_SOURCE, "not YAML or JSON: " + e.getMessage());
    }
  }

  /// `value` as a mapping with text keys. Refuses with `BAD_SOURCE` what is none.
  static Map<String, Object> map(@Nullable Object value) {
    if (!(value instanceof Map<?, ?> found)) {
      throw new Refusal(Refusal.Reason.BAD_SOURCE, "not a mapping: " + value);
    }
    var all = new LinkedHashMap<String, Object>();
    found.forEach((key, member) -> all.put(String.valueOf(key), member));
    return all;
  }

  /// The text of member `name`. Refuses with `BAD_SOURCE` when it is not there.
  static String text(Map<String, Object> document, String name) {
    Object value = document.get(name);
    if (value == null) {
      throw new Refusal(Refusal.Reason.BAD_SOURCE, "no " + name + " in " + document.keySet());
    }
    return value.toString();
  }

  /// `over` laid over `base`: mappings member by member, all else replaced, as Helm does.
  static Map<String, Object> merged(Map<String, Object> base, Map<String, Object> over) {
    var all = new LinkedHashMap<>(base);
    over.forEach(
        (name, value) ->
            all.merge(
                name,
                value,
                (old, fresh) ->
                    old instanceof Map && fresh instanceof Map
                        ? merged(map(old), map(fresh))
                        : fresh));
    return all;
  }
}
