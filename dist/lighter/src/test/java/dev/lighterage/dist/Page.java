package dev.lighterage.dist;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A page of documentation whose commands can be run: its lines, cut into what is run, what is
/// written, and prose.
///
/// In a `console` block a line that begins with `$ ` is a command, and the lines up to the next are
/// what it prints. A block of any other language that names a file after it (`yaml shop/x.yaml`) is
/// that file. All else, blocks too, is prose.
record Page(List<Part> parts) {

  /// A piece of the page; `lines` are those it stands on.
  sealed interface Part {
    List<String> lines();
  }

  /// Nothing to do.
  record Prose(List<String> lines) implements Part {}

  /// A file to be written; the fences are prose.
  record NamedFile(String path, List<String> lines) implements Part {}

  /// A command, and what is to be printed.
  record Command(String command, List<String> output) implements Part {
    @Override
    public List<String> lines() {
      var all = new ArrayList<String>(List.of(PROMPT + command));
      all.addAll(output);
      return all;
    }

    Command printing(List<String> other) {
      return new Command(command, other);
    }
  }

  private static final String FENCE = "```";
  private static final String PROMPT = "$ ";

  static Page read(String text) {
    var parts = new ArrayList<Part>();
    var block = new ArrayList<String>();
    Optional<String> language = Optional.empty();
    for (String line : text.lines().toList()) {
      if (!line.startsWith(FENCE)) {
        block.add(line);
      } else if (language.isEmpty()) {
        block.add(line);
        parts.add(new Prose(List.copyOf(block)));
        block.clear();
        language = Optional.of(line.substring(FENCE.length()));
      } else {
        parts.addAll(parts(language.get(), List.copyOf(block)));
        block.clear();
        block.add(line);
        language = Optional.empty();
      }
    }
    parts.add(new Prose(List.copyOf(block)));
    return new Page(List.copyOf(parts));
  }

  private static List<Part> parts(String language, List<String> block) {
    if (language.equals("console")) {
      return commands(block);
    }
    int space = language.indexOf(' ');
    return List.of(
        space < 0 ? new Prose(block) : new NamedFile(language.substring(space + 1), block));
  }

  private static List<Part> commands(List<String> block) {
    var all = new ArrayList<Part>();
    var output = new ArrayList<String>();
    for (String line : block.reversed()) {
      if (line.startsWith(PROMPT)) {
        all.addFirst(new Command(line.substring(PROMPT.length()), List.copyOf(output.reversed())));
        output.clear();
      } else {
        output.add(line);
      }
    }
    if (!output.isEmpty()) {
      throw new IllegalArgumentException("no command before " + output.getLast());
    }
    return all;
  }

  /// The page's text, as it was read.
  String text() {
    return parts.stream()
        .flatMap(part -> part.lines().stream())
        .collect(Collectors.joining("\n", "", "\n"));
  }
}
