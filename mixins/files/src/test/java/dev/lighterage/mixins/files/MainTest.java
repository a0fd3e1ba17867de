package dev.lighterage.mixins.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  @TempDir private Path top;
  private Path source;
  private Path target;
  private String out = "";
  private String err = "";

  @BeforeEach
  void makeFolders() throws IOException {
    source = Files.createDirectory(top.resolve("source"));
    target = Files.createDirectory(top.resolve("target"));
  }

  @Test
  void putsFolderAndTakesExactlyThatAway() throws IOException {
    write(source, "a/b.txt", "b");
    write(source, "a/empty", "");
    Files.createDirectories(source.resolve("bare/inner"));
    write(target, "a/theirs", "theirs");

    assertThat(put("shop/seed")).isZero();
    assertThat(out).isEqualTo("{\"path\":\"" + target + "\",\"files\":2}\n");
    assertThat(tree(target))
        .contains("a/", "a/b.txt", "a/empty", "a/theirs", "bare/", "bare/inner/");

    assertThat(remove("shop/seed")).isZero();
    assertThat(tree(target)).containsExactly("a/", "a/theirs");
  }

  @Test
  void putsSingleFileUnderItsName() throws IOException {
    Path file = write(source, "seed.sql", "select 1");
    assertThat(run("put", file.toString(), target.toString(), "o")).isZero();
    assertThat(target.resolve("seed.sql")).hasContent("select 1");
    assertThat(remove("o")).isZero();
    assertThat(tree(target)).isEmpty();
  }

  @Test
  void agreesWithNewSourceWhenDoneAgain() throws IOException {
    write(source, "kept", "1");
    write(source, "changed", "1");
    write(source, "old/gone", "1");
    assertThat(put("o")).isZero();
    write(source, "changed", "2");
    write(source, "fresh", "2");
    Files.delete(source.resolve("old/gone"));
    Files.delete(source.resolve("old"));

    assertThat(put("o")).isZero();
    assertThat(put("o")).isZero();
    assertThat(target.resolve("changed")).hasContent("2");
    assertThat(tree(target)).contains("kept", "changed", "fresh").doesNotContain("old/");
  }

  @Test
  void keepsExecutableBit() throws IOException {
    Path tool = write(source, "tool", "x");
    Modes.set(tool, true);
    write(source, "plain", "x");
    assertThat(put("o")).isZero();
    assertThat(Files.isExecutable(target.resolve("tool"))).isTrue();
    assertThat(Modes.executable(target.resolve("plain"))).isFalse();
    Modes.set(tool, false);
    assertThat(put("o")).isZero();
    assertThat(Modes.executable(target.resolve("tool"))).isFalse();
  }

  @Test
  void refusesFileOfSomebodyElseBeforeAnythingChanges() throws IOException {
    write(source, "a", "ours");
    write(source, "z", "ours");
    write(target, "z", "theirs");
    assertThat(put("o")).isEqualTo(3);
    assertThat(err).contains("z").doesNotContain("a,");
    assertThat(tree(target)).containsExactly("z");
    assertThat(target.resolve("z")).hasContent("theirs");
  }

  @Test
  void refusesFileOfSomebodyElseEvenWithTheSameContent() throws IOException {
    write(source, "a", "same");
    write(target, "a", "same");
    assertThat(put("o")).isEqualTo(3);
    assertThat(remove("o")).isZero();
    assertThat(target.resolve("a")).hasContent("same");
  }

  @Test
  void keepsOwnersApart() throws IOException {
    write(source, "one", "1");
    assertThat(put("shop/one")).isZero();
    Files.move(source.resolve("one"), source.resolve("two"));
    assertThat(put("shop/two")).isZero();
    assertThat(tree(target)).contains("one", "two");
    assertThat(remove("shop/one")).isZero();
    assertThat(tree(target)).contains("two").doesNotContain("one");
  }

  @Test
  void refusesFileThatWasChangedSinceAndLeavesItWhenRemoving() throws IOException {
    write(source, "a", "1");
    assertThat(put("o")).isZero();
    write(target, "a", "edited");
    write(source, "a", "2");
    assertThat(put("o")).isEqualTo(3);
    assertThat(remove("o")).isZero();
    assertThat(err).contains("since it was changed: a");
    assertThat(target.resolve("a")).hasContent("edited");
  }

  @Test
  void goesOnWhereRunWasCutOff() throws IOException {
    write(source, "a", "1");
    write(source, "b", "1");
    assertThat(put("o")).isZero();
    write(source, "a", "2");
    write(source, "b", "2");
    try (var folder = GrantedFolder.open(target, "o")) {
      // As Put does before it changes a file; then "a" is placed and the process dies.
      Ledger before = folder.ledger();
      var both = new java.util.TreeMap<>(before.entries());
      for (String name : List.of("a", "b")) {
        both.put(
            name,
            new Ledger.Entry(
                List.of(Tree.hash(target.resolve(name)), Tree.hash(source.resolve(name)))));
      }
      folder.keep(new Ledger(both));
      folder.place(source.resolve("a"), "a", false);
    }
    assertThat(put("o")).isZero();
    assertThat(target.resolve("a")).hasContent("2");
    assertThat(target.resolve("b")).hasContent("2");
    assertThat(remove("o")).isZero();
    assertThat(tree(target)).isEmpty();
  }

  @Test
  void doesNotFollowLinkOutOfTheFolder() throws IOException {
    Path outside = Files.createDirectory(top.resolve("outside"));
    Files.createSymbolicLink(target.resolve("sub"), outside);
    write(source, "sub/file", "x");
    assertThat(put("o")).isEqualTo(3);
    assertThat(tree(outside)).isEmpty();
  }

  @Test
  void refusesLinkInTheSource() throws IOException {
    Files.createSymbolicLink(source.resolve("link"), source.resolve("nothing"));
    assertThat(put("o")).isEqualTo(1);
    assertThat(tree(target)).isEmpty();
  }

  @Test
  void takesOddNamesAsTheyAre() throws IOException {
    for (String name : List.of("--flag", "$(touch x)", "a b", "new\nline", "ü%20")) {
      write(source, name, name);
    }
    assertThat(put("shop/--x $(y)")).isZero();
    assertThat(target.resolve("new\nline")).hasContent("new\nline");
    assertThat(remove("shop/--x $(y)")).isZero();
    assertThat(tree(target)).isEmpty();
  }

  @Test
  void replacesOwnFileByFolder() throws IOException {
    write(source, "x", "file");
    assertThat(put("o")).isZero();
    Files.delete(source.resolve("x"));
    write(source, "x/y", "now a folder");
    assertThat(put("o")).isZero();
    assertThat(target.resolve("x/y")).hasContent("now a folder");
    assertThat(remove("o")).isZero();
    assertThat(tree(target)).isEmpty();
  }

  @Test
  void refusesFolderThatIsHeld() throws IOException {
    write(source, "a", "1");
    try (var held = GrantedFolder.open(target, "other")) {
      assertThat(held.ledger().isEmpty()).isTrue();
      assertThat(put("o")).isEqualTo(5);
    }
    assertThat(put("o")).isZero();
  }

  @Test
  void refusesMissingFolderAndWrongArguments() {
    assertThat(run("put", source.toString(), top + "/none", "o")).isEqualTo(4);
    assertThat(run("put", source.toString(), "relative", "o")).isEqualTo(4);
    assertThat(run("put")).isEqualTo(2);
  }

  private int put(String owner) {
    return run("put", source.toString(), target.toString(), owner);
  }

  private int remove(String owner) {
    return run("remove", target.toString(), owner);
  }

  private int run(String... args) {
    var outBytes = new ByteArrayOutputStream();
    var errBytes = new ByteArrayOutputStream();
    int code =
        Main.run(
            args,
            new PrintStream(outBytes, true, StandardCharsets.UTF_8),
            new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    out = outBytes.toString(StandardCharsets.UTF_8);
    err = errBytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  /// All that lies in `folder`, folders with a slash at the end.
  private static List<String> tree(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> !p.equals(folder))
          .map(p -> folder.relativize(p) + (Files.isDirectory(p) ? "/" : ""))
          .sorted()
          .toList();
    }
  }
}
