package dev.lighterage.cnab.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What we write passes the checks of those who pull it (T12).
class PullerRulesTest {
  private static final Repository REPOSITORY = Repository.parse("localhost:5000/shop");

  static Stream<Arguments> stored() {
    return Vectors.BUNDLES.stream()
        .flatMap(bundle -> Stream.of(Form.values()).map(form -> Arguments.of(bundle, form)));
  }

  @ParameterizedTest
  @MethodSource("stored")
  void pullersTakeWhatWeWriteInEveryForm(String vector, Form form) throws IOException {
    Bundle bundle = Vectors.bundle(vector);
    PublishedBundle published = BundleIndex.of(bundle, form);
    var stored =
        new PullerRules.Stored(
            published.index().bytes(), published.config().bytes(), bundle.bytes());
    PullerRules rules = PullerRules.pull(form.index(), stored, REPOSITORY.toString());
    assertThat(rules.complaints()).isEmpty();
    assertThat(rules.relocation()).isEqualTo(published.relocationMapping(REPOSITORY));
  }

  /// The checker itself: it finds what is wrong with an index that pullers refuse.
  @Test
  void checkerComplainsOfWhatPullersRefuse() throws IOException {
    Bundle bundle = Vectors.bundle("shop");
    PublishedBundle published = BundleIndex.of(bundle);
    String index = published.index().bytes().text();
    for (var change :
        List.of(
            List.of("{\"io.cnab.manifest.type\":\"config\"}", "{}"),
            List.of("\"io.cnab.manifest.type\":\"config\"", "\"io.cnab.manifest.type\":\"x\""),
            List.of("component.name\":\"web\"", "component.name\":\"wub\""),
            List.of("\"size\":189", "\"size\":188"))) {
      assertThat(index).contains(change.getFirst());
      var stored =
          new PullerRules.Stored(
              Bytes.utf8(index.replace(change.getFirst(), change.getLast())),
              published.config().bytes(),
              bundle.bytes());
      assertThat(PullerRules.pull(MediaTypes.OCI_INDEX, stored, "localhost/x").complaints())
          .as(change.getLast())
          .isNotEmpty();
    }
  }
}
