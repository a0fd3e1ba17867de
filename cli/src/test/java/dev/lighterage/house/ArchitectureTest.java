package dev.lighterage.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Holds docs/architecture.md and the code to each other.
class ArchitectureTest {
  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();

  @Test
  void drawingAndCodeAgree() throws IOException {
    assertThat(drawn().differences(code())).isEmpty();
  }

  @Test
  void packagesAreFreeOfCycles() {
    assertThat(code().cycle()).isEmpty();
  }

  @Test
  void findsWhatTheDrawingLacks() {
    Drawing drawing = Drawing.read("```drawing\na → b\nb →\n```\n");
    Drawing code = Drawing.read("```drawing\na → b, c\nb →\nc →\n```\n");
    assertThat(drawing.differences(code))
        .containsExactly("the drawing lacks the arrow a → c", "the drawing lacks the package c");
  }

  @Test
  void findsWhatTheCodeLacks() {
    Drawing drawing = Drawing.read("```drawing\na → b, c\nb →\nc →\n```\n");
    Drawing code = Drawing.read("```drawing\na → b\nb →\n```\n");
    assertThat(drawing.differences(code))
        .containsExactly("the code lacks the arrow a → c", "the code lacks the package c");
  }

  @Test
  void findsPlantedViolationInCompiledClasses() throws IOException {
    var planted = new ClassFileImporter().importClasses(Drawing.class, ArchitectureTest.class);
    assertThat(Drawing.of(planted).arrows()).containsOnlyKeys("house");
    assertThat(drawn().differences(Drawing.of(planted)))
        .contains("the drawing lacks the package house");
  }

  @Test
  void findsCycle() {
    Drawing round = Drawing.read("```drawing\na → b\nb → c\nc → a\n```\n");
    assertThat(round.cycle()).containsExactly("a", "b", "c");
  }

  @Test
  void pageSaysOfEachPackageWhatThePackageSays() throws IOException {
    List<String> rows =
        Sources.main(TOP).stream()
            .filter(file -> file.endsWith("package-info.java"))
            .map(ArchitectureTest::row)
            .toList();
    assertThat(rows).hasSize(drawn().arrows().size());
    assertThat(Files.readString(TOP.resolve("docs/architecture.md")).lines()).containsAll(rows);
  }

  /// The line of the page for a package: its name and the first paragraph of its docstring.
  private static String row(Path packageInfo) {
    List<String> lines = Sources.lines(packageInfo);
    String said =
        lines.stream()
            .takeWhile(line -> line.startsWith("/// "))
            .map(line -> line.substring(4))
            .collect(Collectors.joining(" "));
    String name =
        lines.stream()
            .filter(line -> line.startsWith("package "))
            .map(line -> line.replaceAll("package dev\\.lighterage\\.|;", ""))
            .findFirst()
            .orElseThrow();
    return "| `" + name + "` | " + said + " |";
  }

  private static Drawing drawn() throws IOException {
    return Drawing.read(Files.readString(TOP.resolve("docs/architecture.md")));
  }

  private static Drawing code() {
    List<Path> classes;
    try (var all = Files.walk(TOP, 4)) {
      classes = all.filter(p -> p.endsWith("target/classes")).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    assertThat(classes).as("compiled modules").hasSizeGreaterThan(1);
    return Drawing.of(new ClassFileImporter().importPaths(classes));
  }
}
