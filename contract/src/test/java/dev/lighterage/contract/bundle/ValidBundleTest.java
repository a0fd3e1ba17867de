package dev.lighterage.contract.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonBoolean;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The valid bundles V1 to V16 of the specification's catalogue, by name.
class ValidBundleTest {
  private static final String TINY =
      "{\"schemaVersion\":\"v1.2.0\",\"name\":\"t\",\"version\":\"1.0.0\","
          + "\"invocationImages\":[{\"image\":\"a\"}]";

  private static Bundle patched(String patch) {
    return Bundle.read(Documents.patched(patch));
  }

  private static List<Finding> findings(String patch) {
    return Rules.check(Json.readObject(Documents.patched(patch)));
  }

  @Test
  void v1FourRequiredFields() {
    Bytes bytes = Bytes.utf8(TINY + "}");
    Bundle bundle = Bundle.read(bytes);
    assertThat(bundle.bytes()).isEqualTo(bytes);
    assertThat(bundle.description()).isEmpty();
    assertThat(bundle.license()).isEmpty();
    assertThat(bundle.images()).isEmpty();
    assertThat(bundle.lighterage()).isEmpty();
    assertThat(bundle.custom().members()).isEmpty();
  }

  /// Their digests are cut short, so they are refused for nothing else.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cnab-examples/101.01-bundle.json",
        "cnab-examples/101.02-bundle.json",
        "cnab-examples/101.03-bundle.json",
        "cnab-vectors/doc101/bundle.json"
      })
  void v2ExamplesOfDocument101AreSoundButForTheirDigests(String file) {
    JsonObject example = Json.readObject(Documents.bytes(file));
    assertThat(Rules.check(example))
        .filteredOn(f -> f.level() == Finding.Level.ERROR)
        .isNotEmpty()
        .allSatisfy(f -> assertThat(f.path()).endsWith(".contentDigest"));
  }

  @Test
  void v3ImageTypeIsOciWhenItIsAbsent() {
    Bundle bundle =
        Bundle.read(Bytes.utf8(TINY + ",\"images\":{\"b\":{\"image\":\"b\",\"imageType\":\"\"}}}"));
    assertThat(bundle.invocationImages().getFirst().imageType()).isEqualTo("oci");
    assertThat(bundle.images().values()).extracting(Image::imageType).containsExactly("oci");
  }

  @ParameterizedTest
  @ValueSource(strings = {"v1", "1", "v1.0.0", "v1.0.1", "v1.1.0", "v1.2.0", "1.2.0"})
  void v4SchemaVersions(String version) {
    String patch = "{\"schemaVersion\":\"" + version + "\"}";
    assertThat(patched(patch).schemaVersion()).isEqualTo(version);
    assertThat(findings(patch)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"v1.0.0-WD", "v1.2.0-CR", "1.2.0-PD", "v1.2.0-DRAFT", "v1.3.0", "v1.10.0"})
  void v4UnstableAndLaterSchemaVersionsAreWarnedOf(String version) {
    String patch = "{\"schemaVersion\":\"" + version + "\"}";
    assertThat(patched(patch).schemaVersion()).isEqualTo(version);
    assertThat(findings(patch)).extracting(Finding::rule).containsExactly("101.6");
  }

  @ParameterizedTest
  @ValueSource(strings = {"H", "W"})
  void v5NullsReadAsAbsentAndAreDroppedOnWriting(String vector) {
    Bytes written = Documents.bytes("cnab-vectors/" + vector + "/bundle-in.json");
    Bundle bundle = Bundle.read(written);
    assertThat(bundle.bytes()).isEqualTo(written);
    assertThat(bundle.images()).isEmpty();
    assertThat(bundle.parameters()).isEmpty();
    assertThat(bundle.credentials()).isEmpty();
    var stripped = JsonObject.builder();
    Json.readObject(written)
        .members()
        .forEach(
            (name, value) -> {
              if (!value.shape().equals("null")) {
                stripped.put(name, value);
              }
            });
    assertThat(Json.canonical(stripped.build()))
        .isEqualTo(Documents.bytes("cnab-vectors/" + vector + "/bundle.json"));
  }

  @Test
  void v6UnknownExtensionIsKept() {
    Bundle bundle = patched("{\"custom\":{\"com.example.new\":{\"z\":[1.50,null],\"a\":\"é\"}}}");
    assertThat(Json.canonical(bundle.custom().object("com.example.new")).text())
        .isEqualTo("{\"a\":\"é\",\"z\":[1.5,null]}");
    assertThat(bundle.bytes().text()).contains("1.50");
  }

  @Test
  void v7DottedNamesOfOtherLetters() {
    String patch = "{\"actions\":{\"org.beispiel.prüfe-店\":{}}}";
    assertThat(patched(patch).actions()).containsKey("org.beispiel.prüfe-店");
    assertThat(findings(patch)).isEmpty();
    assertThat(findings("{\"actions\":{\"status\":{}}}"))
        .extracting(Finding::rule)
        .containsExactly("101.4");
  }

  @Test
  void v8NameWithSpacesAndPunctuation() {
    assertThat(patched("{\"name\":\"café \\\"shop\\\" \\\\ <&> ☂\"}").name()).contains("☂");
  }

  @Test
  void v9ParameterWithBothDestinations() {
    Bundle bundle =
        patched("{\"parameters\":{\"group\":{\"destination\":{\"path\":\"/run/group\"}}}}");
    assertThat(bundle.parameters().values())
        .extracting(Parameter::destination)
        .contains(
            new Destination(java.util.Optional.of("GROUP"), java.util.Optional.of("/run/group")));
  }

  @Test
  void v10EmptyApplyToMeansEveryAction() {
    Bundle bundle = patched("{\"parameters\":{\"replicas\":{\"applyTo\":[]}}}");
    assertThat(bundle.parameters().values()).allMatch(p -> p.appliesTo("uninstall"));
  }

  @Test
  void v11FractionsInDefinitions() {
    String patch =
        "{\"definitions\":{\"d\":{\"type\":\"number\",\"default\":0.5,\"maximum\":1.5}}}";
    assertThat(findings(patch)).isEmpty();
  }

  @Test
  void v12SeveralInvocationImagesInTheirOrder() {
    Bundle bundle = patched("{\"invocationImages\":[{\"image\":\"b\"},{\"image\":\"a\"}]}");
    assertThat(bundle.invocationImages()).extracting(Image::image).containsExactly("b", "a");
  }

  @Test
  void v13UnknownImageTypeWithANotice() {
    String patch = "{\"images\":{\"web\":{\"imageType\":\"helm\"}}}";
    assertThat(patched(patch).images().values()).extracting(Image::imageType).contains("helm");
    assertThat(findings(patch)).extracting(Finding::rule).containsExactly("101.24");
  }

  @Test
  void v13MediaTypeOfTheArtifactIsRead() {
    String type = "application/vnd.cncf.helm.config.v1+json";
    Bundle bundle = patched("{\"images\":{\"web\":{\"mediaType\":\"" + type + "\"}}}");
    assertThat(bundle.images().values()).extracting(i -> i.mediaType().orElse("")).contains(type);
  }

  @Test
  void v14DigestOfSha512() {
    String digest = Bytes.empty().digest(Digest.Algorithm.SHA512).toString();
    Bundle bundle =
        patched("{\"images\":{\"a\":{\"image\":\"a\",\"contentDigest\":\"" + digest + "\"}}}");
    assertThat(bundle.images().values())
        .extracting(Image::contentDigest)
        .contains(java.util.Optional.of(Digest.parse(digest)));
  }

  @Test
  void v15ActionWithoutTitle() {
    Bundle bundle = patched("{\"actions\":{\"com.example.a\":{}}}");
    assertThat(bundle.actions().values()).extracting(CustomAction::title).contains("");
  }

  @Test
  void v16DependenciesOfOldAndNewName() {
    Bundle bundle =
        patched("{\"custom\":{\"dependencies\":{\"a\":{}},\"io.cnab.dependencies\":{\"a\":{}}}}");
    assertThat(bundle.custom().members()).containsKeys("dependencies", "io.cnab.dependencies");
  }

  @Test
  void booleanDefinitionsReadAsTheObjectsThatMeanTheSame() {
    Bundle bundle = patched("{\"definitions\":{\"any\":true,\"none\":false}}");
    var definitions = new dev.lighterage.contract.schema.Definitions(bundle.definitions());
    assertThat(definitions.check("any", new JsonBoolean(true))).isEmpty();
    assertThat(definitions.check("none", new JsonBoolean(true))).isNotEmpty();
  }

  @Test
  void readsOurKey() {
    Lighterage ours = patched("{}").lighterage().orElseThrow();
    assertThat(ours.derived()).containsExactly("upgrade");
    assertThat(ours.artifacts()).containsKey("web");
    JsonObject again = Json.readObject(Json.canonical(ours.toJson()));
    assertThat(Lighterage.read(again)).isEqualTo(ours);
  }

  @Test
  void aKeyOfALaterVersionIsRefused() {
    Bytes bytes = Documents.patched("{\"custom\":{\"dev.lighterage\":{\"version\":2}}}");
    Failure failure = catchThrowableOfType(Failure.class, () -> Bundle.read(bytes));
    assertThat(failure.facts()).containsEntry("rule", "ours.custom");
    assertThat(failure.facts().get("why")).contains("another version");
  }
}
