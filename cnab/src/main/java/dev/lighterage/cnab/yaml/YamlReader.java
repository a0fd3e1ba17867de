package dev.lighterage.cnab.yaml;

import dev.lighterage.oci.json.JsonString;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// Builds the tree from the parser's events, so that nothing is constructed that was not checked.
final class YamlReader {
  /// Whose document it is: ours is held to the strictest form.
  enum Manner {
    STRICT,
    FOREIGN
  }

  private final String name;
  private final Manner manner;
  private final YamlLimits limits = YamlLimits.DOCUMENT;
  private final Iterator<Event> events;
  private final Map<String, Anchored> anchors = new HashMap<>();

  /// Nodes so far, aliases written out.
  private int nodes;

  /// A node that an alias may stand for: how many nodes it is, and how deep.
  private record Anchored(YamlNode node, int weight, int height) {}

  private YamlReader(String name, Manner manner, Iterator<Event> events) {
    this.name = name;
    this.manner = manner;
    this.events = events;
  }

  static YamlNode read(String name, Bytes bytes, Manner manner) {
    if (bytes.size() > YamlLimits.DOCUMENT.bytes()) {
      throw tooLarge(name, YamlLimits.DOCUMENT.bytes() + " bytes");
    }
    String text = Utf8.decode(name, bytes);
    var settings = LoadSettings.builder().setCodePointLimit(text.length() + 1).build();
    try {
      return new YamlReader(name, manner, new Parse(settings).parseString(text).iterator())
          .document();
    } catch (MarkedYamlEngineException e) {
      throw at(name, e.getProblemMark()).invalid("not YAML").with("why", problem(e)).because(e);
    } catch (YamlEngineException e) {
      throw at(name, Optional.empty())
          .invalid("not YAML")
          .with("why", String.valueOf(e.getMessage()))
          .because(e);
    }
  }

  private YamlNode document() {
    events.next();
    Event first = events.next();
    if (!(first instanceof DocumentStartEvent start)) {
      throw at(first).invalid("nothing in the document");
    }
    requireNoDirectives(start);
    YamlNode root = node(events.next(), 0);
    events.next();
    Event after = events.next();
    if (after instanceof DocumentStartEvent) {
      throw at(after).invalid("a second document");
    }
    return root;
  }

  private void requireNoDirectives(DocumentStartEvent start) {
    if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
      throw at(start).invalid("directives are not read here");
    }
  }

  private YamlNode node(Event event, int depth) {
    requireDepth(event, depth);
    Optional<String> anchor = anchor(event);
    int before = nodes;
    count(event, 1);
    YamlNode node =
        switch (event) {
          case AliasEvent alias -> aliased(alias, depth);
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent list -> list(list, depth);
          case MappingStartEvent map -> map(map, depth);
          default -> throw at(event).invalid("no value where one must stand");
        };
    if (!(event instanceof AliasEvent)) {
      anchor.ifPresent(a -> anchors.put(a, new Anchored(node, nodes - before, height(node))));
    }
    return node;
  }

  /// The node's anchor; an anchor, alias or tag that may not be there fails.
  private Optional<String> anchor(Event event) {
    if (!(event instanceof NodeEvent node)) {
      return Optional.empty();
    }
    if (node.getAnchor().isPresent() && manner == Manner.STRICT) {
      throw at(event).invalid("anchors and aliases are not read here");
    }
    Optional<String> tag =
        switch (event) {
          case ScalarEvent scalar -> scalar.getTag();
          case SequenceStartEvent list -> list.getTag();
          case MappingStartEvent map -> map.getTag();
          default -> Optional.empty();
        };
    if (tag.isPresent()) {
      throw at(event).invalid("tags are not read here").with("found", tag.get());
    }
    return node.getAnchor().map(a -> a.getValue());
  }

  private YamlNode aliased(AliasEvent alias, int depth) {
    Anchored anchored = anchors.get(alias.getAlias().getValue());
    if (anchored == null) {
      throw at(alias)
          .invalid("alias of nothing that stands complete before it")
          .with("found", alias.getAlias().getValue());
    }
    requireDepth(alias, depth + anchored.height());
    count(alias, anchored.weight());
    return anchored.node();
  }

  private YamlScalar scalar(ScalarEvent event) {
    Position at = at(event);
    String text = event.getValue();
    if (!event.isPlain()) {
      return new YamlScalar(text, false, new JsonString(text), at);
    }
    var value =
        CoreSchema.resolve(text)
            .orElseThrow(() -> at.invalid("not a number that JSON can say").with("found", text));
    if (!(value instanceof JsonString) && text.length() > limits.numberLength()) {
      throw tooLarge(at.toString(), limits.numberLength() + " characters in a number");
    }
    return new YamlScalar(text, true, value, at);
  }

  private YamlList list(SequenceStartEvent start, int depth) {
    var items = new ArrayList<YamlNode>();
    for (Event e = events.next(); e.getEventId() != Event.ID.SequenceEnd; e = events.next()) {
      items.add(node(e, depth + 1));
    }
    return new YamlList(items, at(start));
  }

  private YamlMap map(MappingStartEvent start, int depth) {
    var fields = new LinkedHashMap<String, YamlMap.Field>();
    for (Event e = events.next(); e.getEventId() != Event.ID.MappingEnd; e = events.next()) {
      YamlScalar key = key(node(e, depth + 1));
      YamlNode value = node(events.next(), depth + 1);
      var earlier = fields.putIfAbsent(key.text(), new YamlMap.Field(key.at(), value));
      if (earlier != null) {
        throw key.at().invalid("doubled key").with("found", key.text()).with("first", earlier.at());
      }
    }
    return new YamlMap(fields, at(start));
  }

  private YamlScalar key(YamlNode key) {
    if (key instanceof YamlScalar scalar
        && (scalar.value() instanceof JsonString || manner == Manner.FOREIGN)) {
      return scalar;
    }
    throw key.wrongShape("a string as key");
  }

  private void requireDepth(Event event, int depth) {
    if (depth > limits.depth()) {
      throw tooLarge(at(event).toString(), limits.depth() + " levels of nesting");
    }
  }

  private void count(Event event, int more) {
    nodes += more;
    if (nodes > limits.nodes()) {
      throw tooLarge(at(event).toString(), limits.nodes() + " nodes");
    }
  }

  private static int height(YamlNode node) {
    return switch (node) {
      case YamlScalar _ -> 0;
      case YamlList list -> 1 + list.items().stream().mapToInt(YamlReader::height).max().orElse(0);
      case YamlMap map ->
          1 + map.fields().values().stream().mapToInt(f -> height(f.value())).max().orElse(0);
    };
  }

  private static String problem(MarkedYamlEngineException e) {
    String problem = e.getProblem();
    return problem == null ? String.valueOf(e.getMessage()) : problem;
  }

  private Position at(Event event) {
    return at(name, event.getStartMark());
  }

  private static Position at(String name, Optional<Mark> mark) {
    return mark.map(m -> new Position(name, m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Position(name, 1, 1));
  }

  static Failure tooLarge(String subject, String limit) {
    return Failure.of(Failure.Kind.TOO_LARGE, "YAML over the limit", subject).with("limit", limit);
  }
}
