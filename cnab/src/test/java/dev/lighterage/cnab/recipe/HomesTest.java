package dev.lighterage.cnab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.cnab.kind.Kinds;
import dev.lighterage.cnab.kind.Packed;
import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomesTest {
  private static final Repository SHOP = Repository.parse("registry.example.com/shop");
  private @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    // to, tag in to, own name, own version → home
    ", , web, 1.2.0, registry.example.com/shop/web:1.2.0",
    ", , web, 1.2.0+b.4, registry.example.com/shop/web:1.2.0_b.4",
    ", , , 1.0.0.0, registry.example.com/shop/component:1.0.0.0",
    ", , , , registry.example.com/shop/component:v1.4.0_rc",
    "r.io/charts/web, , web, 1.2.0, r.io/charts/web:1.2.0",
    "r.io/charts/web, 1.2.0_b.4, web, 1.2.0+b.4, r.io/charts/web:1.2.0_b.4",
    "r.io/seeds, first, , , r.io/seeds:first",
    "r.io/seeds, , , , r.io/seeds:v1.4.0_rc"
  })
  void findsTheHomeByTheRules(String to, String tag, String name, String version, String home) {
    Artifact.HomeWish wish =
        to == null
            ? new Artifact.DefaultHome()
            : new Artifact.GivenHome(Repository.parse(to), Optional.ofNullable(tag));
    assertThat(new Homes(SHOP, "1.4.0+rc").of(artifact(wish), packed(name, version)))
        .get()
        .hasToString(home);
  }

  @Test
  void refusesATagThatIsNotTheOwnVersion() {
    Artifact artifact =
        artifact(
            new Artifact.GivenHome(Repository.parse("r.io/charts/web"), Optional.of("stable")));
    assertThatThrownBy(() -> new Homes(SHOP, "1.4.0").of(artifact, packed("web", "1.2.0")))
        .hasMessage(
            "a home with another tag than the artifact's own version: lighter.yaml:7:3;"
                + " artifact: component; expected: 1.2.0, or no tag in to:; found: stable");
  }

  @Test
  void leavesThoseWithoutAHomeWhereTheBundleIs() {
    assertThat(new Homes(SHOP, "1.4.0").of(artifact(new Artifact.NoHome()), packed("a", "1")))
        .isEmpty();
  }

  @Test
  void saysWhereANameCannotBeARepositorys() {
    Artifact artifact = artifact(new Artifact.DefaultHome());
    assertThatThrownBy(() -> new Homes(SHOP, "1.4.0").of(artifact, packed("Web", "1.0.0")))
        .isInstanceOf(Failure.class)
        .hasMessageStartingWith("not a repository: lighter.yaml:7:3")
        .hasMessageContaining("registry.example.com/shop/Web");
    String endless = "1".repeat(200) + ".0.0";
    assertThatThrownBy(() -> new Homes(SHOP, "1.4.0").of(artifact, packed("web", endless)))
        .hasMessageStartingWith("not a tag: lighter.yaml:7:3");
  }

  @Test
  void refusesTwoHomesWithOneTagAndOtherBytes() {
    var here = new Home(SHOP, "1");
    var one = new Homes.Settled(here, Bytes.utf8("one").digest());
    var two = new Homes.Settled(here, Bytes.utf8("two").digest());
    var elsewhere = new Homes.Settled(new Home(SHOP, "2"), Bytes.utf8("two").digest());
    Homes.requireDistinct(Map.of("a", one, "b", one, "c", elsewhere));
    assertThatThrownBy(
            () -> Homes.requireDistinct(new java.util.TreeMap<>(Map.of("a", one, "b", two))))
        .hasMessage(
            "two artifacts with one home and other bytes: registry.example.com/shop:1;"
                + " artifacts: a, b");
  }

  private static Artifact artifact(Artifact.HomeWish wish) {
    return new Artifact(
        "component",
        Kinds.find("file").orElseThrow(),
        new Artifact.Local(Path.of("x"), wish),
        "",
        new Position("lighter.yaml", 7, 3));
  }

  private Packed packed(String name, String version) {
    Kitchen.at(folder);
    Packed file = Kinds.find("file").orElseThrow().pack(folder.resolve("seed.sql"), folder);
    return new Packed(
        file.manifest(),
        file.blobs(),
        Optional.ofNullable(name),
        Optional.ofNullable(version),
        file.files());
  }
}
