package dev.lighterage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentsTest {
  @Test
  void everyCommandHasItsAnswerDocumented() throws IOException {
    String documented = Files.readString(Path.of("../docs/json.md"));
    assertThat(Commands.ALL.stream().flatMap(e -> leaves("", e)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(documented).contains("`" + name + "`"));
  }

  private static Stream<String> leaves(String before, Commands.Entry entry) {
    String name = before + entry.name();
    return entry.below().isEmpty()
        ? Stream.of(name)
        : entry.below().stream().flatMap(below -> leaves(name + " ", below));
  }
}
