package dev.lighterage.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the rules that docstrings cite to docs/sources.md and rules.tsv, where they stand.
class CitationsTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Path RULES =
      TOP.resolve("contract/src/main/resources/dev/lighterage/contract/bundle/rules.tsv");

  /// An id in brackets, in a comment.
  private static final Pattern CITED = Pattern.compile("\\[(\\d{3}\\.\\d+|[A-Z]\\d+)]");

  private static final Pattern LISTED = Pattern.compile("^\\| (\\d{3}\\.\\d+|[A-Z]\\d+) \\|");

  @Test
  void everyRuleThatIsCitedCanBeLookedUp() throws IOException {
    Set<String> cited = cited();
    assertThat(cited).hasSizeGreaterThan(60);
    var missing = new TreeSet<>(cited);
    missing.removeAll(page());
    missing.removeAll(rules());
    assertThat(missing).as("cited, and neither in docs/sources.md nor in rules.tsv").isEmpty();
  }

  @Test
  void pageListsNoRuleThatNobodyCites() throws IOException {
    var idle = new TreeSet<>(page());
    idle.removeAll(cited());
    assertThat(idle).isEmpty();
  }

  private static Set<String> cited() throws IOException {
    return ids(
        Sources.all(TOP).stream()
            .flatMap(file -> Sources.lines(file).stream())
            .filter(line -> line.contains("//")),
        CITED);
  }

  private static Set<String> page() throws IOException {
    return ids(Files.readAllLines(TOP.resolve("docs/sources.md")).stream(), LISTED);
  }

  private static Set<String> ids(Stream<String> lines, Pattern pattern) {
    return lines
        .flatMap(line -> pattern.matcher(line).results())
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> rules() throws IOException {
    return Files.readAllLines(RULES).stream()
        .map(line -> line.split("\t", -1)[0])
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
