package dev.lighterage.cnab.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.cnab.policy.Policy;
import dev.lighterage.oci.copy.Copier;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The place that `build` prints, given to the other verbs.
class BuiltLayoutTest {
  private static final int RUNNER_LAYER = 1_000;

  @TempDir private Path folder;
  private Wharf wharf;
  private Built built;

  /// A bundle with a file of its own, a runner and an image that lie in the registry.
  @BeforeEach
  void build() {
    wharf = new Wharf(folder);
    wharf.runner("runners/files", RUNNER_LAYER, Mixins.descriptor("files"));
    wharf.write("shop/seed.sql", "create table seed;");
    Path recipe =
        wharf.write(
            "shop/lighter.yaml",
            """
            name: shop
            version: 1.0.0
            to: @HOST@/bundles/shop
            runner: @HOST@/runners/files:1
            artifacts:
              seed: {file: ./seed.sql, home: none}
            images:
              again: @HOST@/runners/files:1
            actions:
              install:
                - files.put: {source: seed, to: /data/seed}
            """);
    built = wharf.build(recipe);
    wharf.asked();
  }

  @AfterEach
  void stop() {
    wharf.close();
  }

  private static Place in(Path layout) {
    return new Place.InLayout(layout, Optional.of("v1.0.0"), Optional.empty());
  }

  private Place printed() {
    return in(folder.resolve("shop/.lighter/bundle"));
  }

  @Test
  void isInspectedWithWhatItOnlyRefersTo() {
    Inspect.Inspection found = new Inspect(wharf.stores).run(printed());

    assertThat(found.digest()).isEqualTo(built.bundle().index().descriptor().digest());
    assertThat(found.runner().inventory()).isPresent();
    assertThat(found.components()).extracting(Inspect.Component::name).contains("again", "seed");
    assertThat(found.components().getFirst().size()).isEqualTo(found.runner().size());
    assertThat(wharf.asked())
        .isNotEmpty()
        .allMatch(line -> line.startsWith("GET /v2/runners/files/"));
  }

  @Test
  void isJudged() {
    var policy = Policy.builtIn(false);
    var request = new Judge.Request(printed(), "install", List.of(), policy);

    assertThat(new Judge(wharf.stores).run(request).survey().image().manifest().descriptor())
        .isEqualTo(built.lock().runner().descriptor());
  }

  @Test
  void isCopiedAsAWhole() {
    Path whole = folder.resolve("whole");

    new Copy(wharf.stores, new Copier(4, _ -> {}))
        .run(new Copy.Request(printed(), in(whole), false));

    wharf.asked();
    assertThat(new Inspect(wharf.stores).run(in(whole)).runner().size())
        .isGreaterThan(RUNNER_LAYER);
    assertThat(wharf.asked()).isEmpty();
  }

  @Test
  void saysWhichRepositoryHasLostWhatItRefersTo() throws IOException {
    Digest runner = built.runner().digest();
    Path lost = folder.resolve("registry/runners/files");
    try (var all = Files.walk(lost)) {
      for (Path blob : all.filter(path -> path.endsWith(runner.hex())).toList()) {
        Files.delete(blob);
      }
    }

    Failure failure =
        catchThrowableOfType(Failure.class, () -> new Inspect(wharf.stores).run(printed()));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    assertThat(failure.subject()).isEqualTo(wharf.host() + "/runners/files@" + runner);
  }

  @Test
  void sendsNobodyToARegistryFromAnotherLayout() throws IOException {
    Path moved = Files.move(folder.resolve("shop/.lighter/bundle"), folder.resolve("moved"));

    Failure failure =
        catchThrowableOfType(Failure.class, () -> new Inspect(wharf.stores).run(in(moved)));

    assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    assertThat(wharf.asked()).isEmpty();
  }
}
