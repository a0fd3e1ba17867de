package dev.lighterage.contract.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What cnab-to-oci did to 105 definitions, and what the checker finds in them beforehand.
class StabilityTest {
  record Case(String name, String verdict, String path) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return Documents.bytes("cnab-vectors/unstable/cases.tsv")
        .text()
        .lines()
        .skip(1)
        .map(line -> line.split("\t", -1))
        .map(c -> new Case(c[0], c[1], c[4]))
        .toList();
  }

  /// The manifests that the cases name lie in the layout of `shop`.
  private static Optional<Descriptor> find(String image) {
    if (!(Reference.parse(image) instanceof Reference.Pinned pinned)) {
      return Optional.empty();
    }
    var file =
        Documents.RESOURCES.resolve(
            "cnab-vectors/shop/layout/blobs/sha256/" + pinned.digest().hex());
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Bytes bytes = Bytes.of(Files.readAllBytes(file));
      return Optional.of(Descriptor.of("application/vnd.oci.image.manifest.v1+json", bytes));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void theTableIsWhole() {
    assertThat(cases()).hasSize(105);
    assertThat(cases().stream().filter(c -> c.verdict().equals("stable"))).hasSize(16);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsSomethingAtThePlaceIfAndOnlyIfTheToolDoes(Case one) {
    Bytes bytes = Documents.bytes("cnab-vectors/unstable/" + one.name() + ".in.json");
    List<Finding> found = Stability.check(bytes, StabilityTest::find);
    if (one.verdict().equals("stable")) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).extracting(Finding::path).contains(one.path());
      assertThat(found)
          .extracting(Finding::rule)
          .allSatisfy(rule -> assertThat(Rule.find(rule)).isPresent());
    }
  }

  /// One thing is wrong in each case; a member of other case is missing under its own name too.
  @ParameterizedTest
  @MethodSource("cases")
  void findsNoMoreThanTheToolAltered(Case one) {
    Set<String> several = Set.of("null-root", "duplicate-invocation-images", "keys-unsorted");
    Bytes bytes = Documents.bytes("cnab-vectors/unstable/" + one.name() + ".in.json");
    List<String> paths =
        Stability.check(bytes, StabilityTest::find).stream().map(Finding::path).distinct().toList();
    if (!several.contains(one.name()) && !one.name().startsWith("case-variant")) {
      assertThat(paths).hasSizeLessThanOrEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "shop",
        "classic",
        "classic-controls",
        "classic-numbers",
        "classic-order",
        "porter-stamp/smallest",
        "porter-stamp/honest"
      })
  void findsNothingInWhatTheToolStored(String vector) {
    assertThat(Stability.check(Documents.bytes("cnab-vectors/" + vector + "/bundle.json")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "H",
        "W",
        "shop",
        "classic",
        "classic-controls",
        "classic-numbers",
        "classic-order",
        "porter-stamp/smallest",
        "porter-stamp/honest",
        "doc101"
      })
  void canonicalFormOfEveryVectorIsItself(String vector) {
    Bytes bytes = Documents.bytes("cnab-vectors/" + vector + "/bundle.json");
    assertThat(Json.canonical(Json.read(bytes)).text()).isEqualTo(bytes.text());
  }

  @Test
  void findsThatTheExampleOfDocument101IsCanonicalAndNotStable() {
    List<Finding> found = Stability.check(Documents.bytes("cnab-vectors/doc101/bundle.json"));
    assertThat(found)
        .extracting(Finding::path)
        .contains("$.images.my-microservice.imageType")
        .doesNotContain("$");
  }
}
