package dev.lighterage.mixins.playground;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes maps, lists, texts, numbers, booleans and null as JSON, on one line or indented.
final class JsonText {
  private final StringBuilder out = new StringBuilder();
  private final boolean indented;

  private JsonText(boolean indented) {
    this.indented = indented;
  }

  /// On one line.
  static String of(@Nullable Object value) {
    return new JsonText(false).write(value);
  }

  /// For people, two spaces a level.
  static String indented(@Nullable Object value) {
    return new JsonText(true).write(value) + "\n";
  }

  private String write(@Nullable Object value) {
    value(value, 0);
    return out.toString();
  }

  private void value(@Nullable Object value, int level) {
    switch (value) {
      case null -> out.append("null");
      case Map<?, ?> map -> {
        var members = new ArrayList<Runnable>();
        map.forEach(
            (name, member) ->
                members.add(
                    () -> {
                      text(String.valueOf(name));
                      out.append(indented ? ": " : ":");
                      value(member, level + 1);
                    }));
        block('{', '}', level, members);
      }
      case List<?> list -> {
        var items = new ArrayList<Runnable>();
        list.forEach(item -> items.add(() -> value(item, level + 1)));
        block('[', ']', level, items);
      }
      case Number number -> out.append(number);
      case Boolean bool -> out.append(bool);
      default -> text(value.toString());
    }
  }

  private void block(char open, char close, int level, List<Runnable> parts) {
    out.append(open);
    String separator = "";
    for (Runnable part : parts) {
      out.append(separator);
      line(level + 1);
      part.run();
      separator = ",";
    }
    if (!parts.isEmpty()) {
      line(level);
    }
    out.append(close);
  }

  private void line(int level) {
    if (indented) {
      out.append('\n').append("  ".repeat(level));
    }
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
