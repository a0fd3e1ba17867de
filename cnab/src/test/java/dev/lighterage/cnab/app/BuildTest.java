package dev.lighterage.cnab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.cnab.kind.Packed;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a build leaves on the disk.
class BuildTest {
  @TempDir private Path folder;
  private Wharf wharf;

  @BeforeEach
  void start() {
    wharf = new Wharf(folder);
    wharf.runner("runners/files", 1_000, Mixins.descriptor("files"));
  }

  @AfterEach
  void stop() {
    wharf.close();
  }

  /// A bundle of one folder that is too large to be packed in memory.
  private Path site() throws IOException {
    var noise = new byte[3 << 20];
    new Random(11).nextBytes(noise);
    Files.write(wharf.write("site/pages/index.html", "<p>").resolveSibling("noise"), noise);
    return wharf.write(
        "site/lighter.yaml",
        """
        name: site
        version: 1.0.0
        to: @HOST@/bundles/site
        runner: @HOST@/runners/files:1
        artifacts:
          pages: {folder: ./pages}
        actions:
          install:
            - files.put: {source: pages, to: /data/site}
        """);
  }

  @Test
  void keepsNothingOfALargeArtifactButItsBlob() throws IOException {
    Built built = wharf.build(site());

    Descriptor pages = built.packed().getFirst().manifest();
    Descriptor blob = built.layout().manifest(pages.digest()).orElseThrow().children().getLast();
    assertThat(blob.size()).isGreaterThan(3 << 20);
    Verified.copy(blob, built.layout().blob(blob), OutputStream.nullOutputStream());
    try (Stream<Path> all = Files.walk(folder.resolve("site/.lighter"))) {
      assertThat(all.filter(Files::isRegularFile).filter(f -> size(f) >= blob.size()))
          .singleElement()
          .satisfies(f -> assertThat(f).hasFileName(blob.digest().hex()));
    }
    assertThat(folder.resolve("site/.lighter/bundle/.lighter/tmp")).isEmptyDirectory();
  }

  @Test
  void mendsWhatWasDamagedInItsLayout() throws IOException {
    Path recipe = site();
    Built built = wharf.build(recipe);
    for (Path file : blobs()) {
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2]++;
      Files.write(file, bytes);
    }

    wharf.build(recipe);

    assertThat(wharf.push(built, "bundles/site").copied().blobsSent()).isEqualTo(3);
    for (Path file : blobs()) {
      assertThat(Bytes.of(Files.readAllBytes(file)).digest().hex())
          .isEqualTo(file.toFile().getName());
    }
  }

  private List<Path> blobs() throws IOException {
    try (Stream<Path> all = Files.list(folder.resolve("site/.lighter/bundle/blobs/sha256"))) {
      return all.toList();
    }
  }

  /// The folder of the recipe holds what the first build left there.
  @ParameterizedTest
  @CsvSource({"folder, '.'", "folder, ../site", "helm, '.'"})
  void buildsTheSameAgainFromTheRecipesOwnFolder(String kind, String path) {
    wharf.write("site/Chart.yaml", "apiVersion: v2\nname: site\nversion: 1.0.0\n");
    Path recipe =
        wharf.write(
            "site/lighter.yaml",
            """
            name: site
            version: 1.0.0
            to: @HOST@/bundles/site
            runner: @HOST@/runners/files:1
            artifacts:
              pages: {KIND: PATH}
            actions:
              install:
                - files.put: {source: pages, to: /data/site}
            """
                .replace("KIND", kind)
                .replace("PATH", path));

    Built first = wharf.build(recipe);
    Built second = wharf.build(recipe);

    assertThat(folder.resolve("site/lighter.lock")).exists();
    assertThat(second.bundle().index().descriptor()).isEqualTo(first.bundle().index().descriptor());
    assertThat(paths(second)).containsExactly("Chart.yaml", "lighter.yaml");
  }

  private static List<String> paths(Built built) {
    var packed = (Built.Local) built.packed().getFirst().origin();
    return packed.packed().files().stream().map(Packed.PackedFile::path).toList();
  }

  private String shop(String from, String to) {
    String recipe =
        """
        name: shop
        version: 1.0.0
        to: @HOST@/bundles/shop
        runner: @HOST@/runners/files:1
        artifacts:
          seed: {file: ./seed.sql, to: "oci://@HOST@/seeds:1"}
          more: {file: ./more.sql}
        actions:
          install:
            - files.put: {source: seed, to: /data/seed}
        """;
    assertThat(recipe).contains(from);
    wharf.write("shop/seed.sql", "create table seed;");
    wharf.write("shop/more.sql", "create table more;");
    return recipe.replace(from, to);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "source: seed|source: sead|no such artifact|10:19|suggestion: seed",
        "files.put|files.putt|the runner lacks the operation of a step|10:7|found: files.putt",
        "files.put|filez.put|the runner lacks the mixin of a step|10:7|found: filez",
        "to: /data/seed|too: /data/seed|files.put has no such input|10:33|suggestion: to",
        ", to: /data/seed|~~|step without an input that it must have|10:7|to",
        "source: seed|source: [seed]|input of another type|10:19|found: an array",
        "./more.sql|~./more.sql, to: \"oci://@HOST@/seeds:1\"~"
            + "|two artifacts with one home and other bytes|seeds:1|artifacts: more, seed",
      })
  void refusesWhatDoesNotHoldTogetherAndKeepsTheLastBundle(
      String from, String to, String what, String place, String fact) {
    Built before = wharf.build(wharf.write("shop/lighter.yaml", shop("name", "name")));
    Path wrong = wharf.write("shop/lighter.yaml", shop(from, to));
    Failure failure = catchThrowableOfType(Failure.class, () -> wharf.build(wrong));
    assertThat(failure.what()).isEqualTo(what);
    assertThat(failure.subject()).endsWith(place);
    assertThat(failure.getMessage()).contains(fact);
    assertThat(before.layout().resolve(before.tag())).contains(before.bundle().index());
  }

  /// The message stays about the file that is wrong.
  @ParameterizedTest
  @CsvSource({
    "helm, ./wrong.json, neither a chart's folder nor a packed chart (.tgz), not compressed by"
        + " gzip",
    "helm, ./charts, neither a chart's folder nor a packed chart (.tgz), Chart.yaml is missing",
    "arm, ./wrong.json, not an ARM template, not strict JSON",
    "folder, ./charts, not a pattern of .lighterignore, '[[:alpha:]]'",
  })
  void namesTheArtifactAndItsPlaceInTheRecipeWhenItCannotBePacked(
      String kind, String path, String what, String why) {
    wharf.write("shop/wrong.json", "a: 1");
    wharf.write("shop/charts/.lighterignore", "[[:alpha:]]");
    Path recipe = wharf.write("shop/lighter.yaml", shop("file: ./more.sql", kind + ": " + path));

    Failure failure = catchThrowableOfType(Failure.class, () -> wharf.build(recipe));

    assertThat(failure.what()).isEqualTo(what);
    assertThat(failure.subject()).contains(path.substring(1));
    assertThat(failure.facts())
        .containsEntry("artifact", "more")
        .containsEntry("recipe", recipe + ":7:3");
    assertThat(failure.getMessage()).contains(why);
  }

  private static long size(Path file) {
    try {
      return Content.of(file).size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
