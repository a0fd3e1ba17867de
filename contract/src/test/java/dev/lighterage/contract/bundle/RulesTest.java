package dev.lighterage.contract.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every rule that must be kept has a row in `rules/rows.tsv`: a document that is accepted and one
/// that is refused for it, or the test of the verb that keeps it, or why no document can break it.
class RulesTest {
  private static final Set<Rule.Strength> BINDING =
      EnumSet.of(Rule.Strength.MUST, Rule.Strength.MUST_NOT, Rule.Strength.OURS);

  record Row(String rule, String how, String accepted, String refused, String path) {
    static List<Row> all(String how) {
      return Documents.bytes("rules/rows.tsv")
          .text()
          .lines()
          .skip(1)
          .map(line -> line.split("\t", -1))
          .map(c -> new Row(c[0], c[1], c[2], c[3], c[4]))
          .filter(row -> how.isEmpty() || row.how().equals(how))
          .toList();
    }
  }

  static List<Row> documents() {
    return Row.all("document");
  }

  static List<Row> tests() {
    return Row.all("test");
  }

  private static Failure refusal(Bytes bytes) {
    return catchThrowableOfType(Failure.class, () -> Bundle.read(bytes));
  }

  @Test
  void everyBindingRuleHasARow() {
    Set<String> binding =
        Rule.all().stream()
            .filter(rule -> BINDING.contains(rule.strength()))
            .map(Rule::id)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> rows =
        Row.all("").stream().map(Row::rule).collect(Collectors.toCollection(TreeSet::new));
    assertThat(rows).isEqualTo(binding);
  }

  @Test
  void acceptsTheDefinitionThatAllRowsStartFrom() {
    assertThat(Rules.check(Documents.base())).isEmpty();
    assertThat(Bundle.read(Documents.patched("{}")).lighterage()).isPresent();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void acceptsWhatKeepsTheRule(Row row) {
    Bundle bundle = Bundle.read(Documents.patched(row.accepted()));
    assertThat(bundle.bytes()).isEqualTo(Documents.patched(row.accepted()));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void refusesWhatBreaksTheRuleWithItsPlaceAndId(Row row) {
    // What breaks these two breaks a stricter rule that is checked, and is told by its id: no value
    // takes the place of another where no two inputs share a place, and what no bundle may have no
    // tool need ignore. Their rows hold that it is refused, not a check of their own.
    String rule =
        switch (row.rule()) {
          case "101.48" -> "101.47";
          case "101.59" -> "101.58";
          case String other -> other;
        };
    Bytes bytes = Documents.patched(row.refused());
    Failure failure = refusal(bytes);
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).isEqualTo(row.path());
    assertThat(failure.facts()).containsEntry("rule", rule).containsEntry("path", row.path());
    assertThat(failure.facts().get("why")).isNotBlank();
    assertThat(Rules.check(dev.lighterage.oci.json.Json.readObject(bytes)))
        .filteredOn(f -> f.level() == Finding.Level.ERROR)
        .extracting(Finding::rule)
        .containsOnly(rule);
  }

  @ParameterizedTest
  @MethodSource("tests")
  void theTestThatARowNamesIsThere(Row row) throws IOException {
    String[] name = row.accepted().split("#", -1);
    String file = name[0].replace('.', '/') + ".java";
    try (var modules = Files.list(Path.of(".."))) {
      List<Path> found =
          modules
              .map(module -> module.resolve("src/test/java").resolve(file))
              .filter(Files::exists)
              .toList();
      assertThat(found).as(file).hasSize(1);
      assertThat(Files.readString(found.getFirst())).contains("void " + name[1] + "(");
    }
  }
}
