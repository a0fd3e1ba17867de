package dev.lighterage.cnab.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class IndexReaderTest {
  private static final String WEB =
      "c74ab7b9aecb3865dc2b6a6172f81a18ed372aa0cc38f883f57e60764b439954";

  private Path folder;
  private LayoutStore layout;

  @BeforeEach
  void makeLayout(@TempDir Path folder) {
    this.folder = folder;
    this.layout = LayoutStore.create(folder);
  }

  private PublishedBundle store(Bundle bundle, Form form) {
    PublishedBundle published = BundleIndex.of(bundle, form);
    layout.push(published.config().config(), Content.of(bundle.bytes()));
    layout.put(published.config());
    return published;
  }

  private PublishedBundle readChanged(String from, String to) throws IOException {
    PublishedBundle published = store(Vectors.bundle("shop"), Form.FIRST);
    String index = published.index().bytes().text();
    assertThat(index).contains(from);
    return read(index.replace(from, to));
  }

  private PublishedBundle read(String index) {
    Manifest read = Manifest.read(MediaTypes.OCI_INDEX, Bytes.utf8(index));
    return IndexReader.read(layout, (Manifest.Index) read);
  }

  @ParameterizedTest
  @EnumSource
  void readsEveryForm(Form form) throws IOException {
    for (String vector : Vectors.BUNDLES) {
      Bundle bundle = Vectors.bundle(vector);
      PublishedBundle published = store(bundle, form);
      PublishedBundle read = IndexReader.read(layout, published.index());
      assertThat(read.bundle().bytes()).isEqualTo(bundle.bytes());
      assertThat(read.invocations()).isEqualTo(published.invocations());
      assertThat(read.components()).isEqualTo(published.components());
      assertThat(read.notes()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "sha256:c74a|sha256:c74b",
        "\"size\":634|\"size\":635",
        "sha256:6a9a|sha256:6a9b",
        "\"size\":401|\"size\":402",
        "application/vnd.oci.image.index.v1+json\",\"digest\":\"sha256:a3c2|"
            + "application/vnd.oci.image.manifest.v1+json\",\"digest\":\"sha256:a3c2",
      })
  void refusesIndexThatContradictsItsDefinition(String from, String to) {
    Failure failure = catchThrowableOfType(Failure.class, () -> readChanged(from, to));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.what()).isEqualTo("index and definition contradict each other");
    assertThat(failure.facts().get("path")).startsWith("$.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "type\":\"config|type\":\"conf|index that is no bundle",
        "type\":\"invocation|type\":\"config|index that is no bundle",
        "type\":\"invocation|type\":\"other|index with other invocation images than its definition",
        "name\":\"web|name\":\"wub|component that the definition lacks",
        "name\":\"web|name\":\"api|component without a name of its own",
        "component.name\":\"web|component.nom\":\"web|component without a name of its own",
      })
  void refusesIndexThatIsNoBundle(String from, String to, String what) {
    Failure failure = catchThrowableOfType(Failure.class, () -> readChanged(from, to));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.what()).isEqualTo(what);
  }

  @Test
  void toleratesEntriesThatCnabDoesNotHaveAndSaysSo() throws IOException {
    String foreign =
        "{\"mediaType\":\"application/vnd.example.thing\",\"digest\":\"sha256:"
            + WEB
            + "\",\"size\":3},";
    PublishedBundle read = readChanged("\"manifests\":[", "\"manifests\":[" + foreign);
    assertThat(read.notes()).hasSize(1).first().asString().contains(WEB);
    assertThat(read.components()).hasSize(5);
  }

  @Test
  void saysWhichComponentTheIndexLacks() throws IOException {
    PublishedBundle read = readChanged("type\":\"component\"}}]", "type\":\"sbom\"}}]");
    assertThat(read.components()).doesNotContainKey("web");
    assertThat(read.notes()).contains("the index lacks the component web");
  }

  @Test
  void runsTheFirstOfSeveralInvocationImages() throws IOException {
    String shop = Vectors.bytes("shop/bundle.json").text();
    String second =
        "{\"contentDigest\":\"sha256:" + WEB + "\",\"image\":\"x/y:1\",\"imageType\":\"oci\"}";
    Bundle bundle =
        Bundle.read(Bytes.utf8(shop.replace("}],\"keywords\"", "}," + second + "],\"keywords\"")));
    assertThat(bundle.invocationImages()).hasSize(2);
    PublishedBundle one = store(Vectors.bundle("shop"), Form.FIRST);
    layout.push(Descriptor.of(MediaTypes.OCI_CONFIG, bundle.bytes()), Content.of(bundle.bytes()));
    String config =
        one.config()
            .bytes()
            .text()
            .replace(one.config().config().digest().toString(), bundle.bytes().digest().toString())
            .replaceFirst("\"size\":[0-9]+", "\"size\":" + bundle.bytes().size());
    Manifest manifest = Manifest.read(MediaTypes.OCI_MANIFEST, Bytes.utf8(config));
    layout.put(manifest);
    String entry =
        "{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"digest\":\"sha256:"
            + WEB
            + "\",\"size\":634,\"annotations\":{\"io.cnab.manifest.type\":\"invocation\"}},";
    String index =
        one.index()
            .bytes()
            .text()
            .replace(
                one.config().descriptor().digest().toString(),
                manifest.descriptor().digest().toString())
            .replace(
                "{\"mediaType\":\"application/vnd.oci.image.index",
                entry + "{\"mediaType\":\"application/vnd.oci.image.index");
    PublishedBundle read = read(index);
    assertThat(read.invocations()).hasSize(2);
    assertThat(read.invocation().digest()).isEqualTo(one.invocation().digest());
  }

  @Test
  void refusesDefinitionThatIsNotWhatItsDigestSays() throws IOException {
    PublishedBundle published = store(Vectors.bundle("shop"), Form.FIRST);
    Path blob = folder.resolve("blobs/sha256").resolve(published.config().config().digest().hex());
    Files.writeString(blob, Files.readString(blob).replace("\"shop\"", "\"shap\""));
    Failure failure =
        catchThrowableOfType(Failure.class, () -> IndexReader.read(layout, published.index()));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT);
  }

  @Test
  void saysThatTheConfigManifestIsMissing() throws IOException {
    PublishedBundle published = BundleIndex.of(Vectors.bundle("shop"));
    Failure failure =
        catchThrowableOfType(Failure.class, () -> IndexReader.read(layout, published.index()));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.NOT_FOUND);
  }

  /// Whatever stands in an index, there comes out a bundle or a failure that says why not.
  @Test
  void madeUpIndexes() throws IOException {
    PublishedBundle published = store(Vectors.bundle("shop"), Form.FIRST);
    byte[] good = published.index().bytes().toArray();
    var random = new Random(201);
    int readable = 0;
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = good.clone();
      for (int n = random.nextInt(3); n >= 0; n--) {
        bytes[random.nextInt(bytes.length)] = (byte) "{}[]\":,09afz.".charAt(random.nextInt(13));
      }
      try {
        Manifest manifest = Manifest.read(MediaTypes.OCI_INDEX, Bytes.of(bytes));
        PublishedBundle read = IndexReader.read(layout, (Manifest.Index) manifest);
        assertThat(read.invocations()).isEqualTo(published.invocations());
        assertThat(published.components().values()).containsAll(read.components().values());
        readable++;
      } catch (Failure failure) {
        assertThat(failure.kind())
            .isIn(Failure.Kind.INVALID, Failure.Kind.NOT_FOUND, Failure.Kind.UNSUPPORTED);
      }
    }
    assertThat(readable).isBetween(100, 2_500);
  }
}
