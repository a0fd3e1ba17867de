package dev.lighterage.cnab.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleIndexTest {
  static final List<String> BUNDLES = Vectors.BUNDLES;

  @ParameterizedTest
  @FieldSource("BUNDLES")
  void writesConfigManifestAndIndexOfEveryVectorToTheByte(String vector) throws IOException {
    PublishedBundle published = BundleIndex.of(Vectors.bundle(vector));

    assertThat(published.config().bytes().text())
        .isEqualTo(Vectors.bytes(vector + "/config-manifest.json").text());
    assertThat(published.index().bytes().text())
        .isEqualTo(Vectors.bytes(vector + "/index.json").text());
  }

  @ParameterizedTest
  @CsvSource({
    "shop, CONFIG_OCI, config-oci",
    "shop, CONFIG_DOCKER, config-docker",
    "shop, INDEX_DOCKER, index-docker",
    "shop, ALL_DOCKER, all-docker",
    "classic, CONFIG_OCI, config-oci",
    "classic, CONFIG_DOCKER, config-docker",
    "classic, INDEX_DOCKER, index-docker",
    "classic, ALL_DOCKER, all-docker"
  })
  void writesEveryFallbackToTheByte(String vector, Form form, String folder) throws IOException {
    PublishedBundle published = BundleIndex.of(Vectors.bundle(vector), form);
    String fallback = vector + "/fallback/" + folder;

    if (Files.exists(Vectors.FOLDER.resolve(fallback + "/config-manifest.json"))) {
      assertThat(published.config().bytes().text())
          .isEqualTo(Vectors.bytes(fallback + "/config-manifest.json").text());
    }
    assertThat(published.index().bytes().text())
        .isEqualTo(Vectors.bytes(fallback + "/index.json").text());
  }

  @ParameterizedTest
  @FieldSource("BUNDLES")
  void writesRelocationMappingOfReadersOfThatRepository(String vector) throws IOException {
    var file = Vectors.FOLDER.resolve(vector + "/relocation-map.json");
    if (!Files.exists(file)) {
      // H and W are bundles of documents that print no mapping.
      assertThat(List.of("H", "W")).contains(vector);
      return;
    }
    Bytes expected = Vectors.bytes(vector + "/relocation-map.json");
    String first = expected.text().replaceFirst("^\\{\"[^\"]*\":\"([^@]*)@.*$", "$1");

    assertThat(
            Json.canonical(
                    JsonObject.of(
                        BundleIndex.of(Vectors.bundle(vector))
                            .relocationMapping(Repository.parse(first))))
                .text())
        .isEqualTo(expected.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "classic"})
  void readsBackWhatLiesInALayout(String vector) throws IOException {
    LayoutStore layout = LayoutStore.open(Vectors.FOLDER.resolve(vector + "/layout"));
    var index = (Manifest.Index) layout.resolve(layout.tags().getFirst()).orElseThrow();

    PublishedBundle read = IndexReader.read(layout, index);

    assertThat(read.bundle().bytes()).isEqualTo(Vectors.bytes(vector + "/bundle.json"));
    assertThat(read.components().keySet()).isEqualTo(read.bundle().images().keySet());
    assertThat(read.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void refusesOtherThanOneInvocationImage(int count) throws IOException {
    Bundle bundle = Vectors.bundle("shop");
    var images = java.util.Collections.nCopies(count, bundle.invocationImages().getFirst());
    Bundle other = withInvocationImages(bundle, images);

    assertThatThrownBy(() -> BundleIndex.of(other))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.INVALID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"contentDigest", "size"})
  void storesNoImageWithoutDigestAndSize(String member) throws IOException {
    String text = Vectors.bytes("shop/bundle.json").text();
    String without = text.replaceAll("\"" + member + "\":(\"sha256:a3c2[^\"]*\"|506),?", "");
    assertThat(without).isNotEqualTo(text);
    Bundle bundle = Bundle.read(Bytes.utf8(without.replace(",}", "}")));

    assertThatThrownBy(() -> BundleIndex.of(bundle))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.subject()).isEqualTo("$.images.api"));
  }

  private static Bundle withInvocationImages(
      Bundle b, List<dev.lighterage.contract.bundle.Image> images) {
    return new Bundle(
        b.bytes(),
        b.schemaVersion(),
        b.name(),
        b.version(),
        b.description(),
        b.keywords(),
        b.license(),
        b.maintainers(),
        images,
        b.images(),
        b.definitions(),
        b.parameters(),
        b.credentials(),
        b.outputs(),
        b.actions(),
        b.custom(),
        b.requiredExtensions(),
        b.lighterage());
  }
}
