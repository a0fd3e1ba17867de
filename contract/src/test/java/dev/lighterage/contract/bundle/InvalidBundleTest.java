package dev.lighterage.contract.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The invalid bundles X1 to X20 of the specification's catalogue, by name.
class InvalidBundleTest {
  private static final String DIGEST =
      "c74ab7b9aecb3865dc2b6a6172f81a18ed372aa0cc38f883f57e60764b439954";

  private static void refused(String patch, String rule, String path) {
    refused(Documents.patched(patch), rule, path);
  }

  private static void refused(Bytes bytes, String rule, String path) {
    Failure failure = catchThrowableOfType(Failure.class, () -> Bundle.read(bytes));
    assertThat(failure).as(bytes.text()).isNotNull();
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.facts()).containsEntry("rule", rule).containsEntry("path", path);
  }

  /// Accepted, with this warning.
  private static void warned(String patch, String rule, String path) {
    Bytes bytes = Documents.patched(patch);
    assertThat(Bundle.read(bytes).bytes()).isEqualTo(bytes);
    assertThat(Rules.check(Json.readObject(bytes)))
        .filteredOn(f -> f.level() == Finding.Level.WARNING)
        .extracting(Finding::rule, Finding::path)
        .contains(org.assertj.core.api.Assertions.tuple(rule, path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"schemaVersion", "name", "version", "invocationImages"})
  void x1MissingRequiredField(String field) {
    refused("{\"" + field + "\":null}", "101.8", "$." + field);
  }

  @Test
  void x2EmptyInvocationImages() {
    refused("{\"invocationImages\":[]}", "101.12", "$.invocationImages");
  }

  @Test
  void x3UnknownRootField() {
    refused("{\"x\":1}", "101.58", "$.x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"images\":{\"web\":{\"platform\":\"linux\"}}}|$.images.web.platform",
        "{\"parameters\":{\"group\":{\"sensitive\":true}}}|$.parameters.group.sensitive",
        "{\"parameters\":{\"group\":{\"destination\":{\"mode\":\"0600\"}}}}|"
            + "$.parameters.group.destination.mode",
        "{\"credentials\":{\"token\":{\"kind\":\"x\"}}}|$.credentials.token.kind",
        "{\"outputs\":{\"url\":{\"format\":\"uri\"}}}|$.outputs.url.format",
        "{\"maintainers\":[{\"name\":\"A\",\"phone\":\"1\"}]}|$.maintainers[0].phone",
        "{\"invocationImages\":[{\"image\":\"a\",\"description\":\"b\"}]}|"
            + "$.invocationImages[0].description",
        "{\"actions\":{\"com.example.status\":{\"run\":\"x\"}}}|"
            + "$.actions[\"com.example.status\"].run",
      })
  void x4UnknownNestedField(String patch, String path) {
    refused(patch, "101.58", path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"latest", "1", "1.0", "01.0.0", "1.0.0-", "", "1.0.0-01", "1.0.0+", "1.0.0 "})
  void x5Version(String version) {
    refused("{\"version\":\"" + version + "\"}", "101.10", "$.version");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "banana", "v2.0.0", "v1.2.0-ALPHA", "v1.2", "V1", "v1.02.0", "v1.2.0-"})
  void x6SchemaVersion(String version) {
    refused("{\"schemaVersion\":\"" + version + "\"}", "101.6", "$.schemaVersion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\\nb", "a\\tb", "", "a\\u2028b", "a\\u200bb", "a\\ue000"})
  void x7Name(String name) {
    refused("{\"name\":\"" + name + "\"}", "101.9", "$.name");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"destination\":{\"env\":\"P\"}}|101.34|.definition",
        "{\"definition\":\"absent\",\"destination\":{\"env\":\"P\"}}|101.34|.definition",
        "{\"definition\":\"text\"}|101.34|.destination",
        "{\"definition\":\"text\",\"destination\":{}}|101.37|.destination",
        "{\"definition\":\"text\",\"destination\":{\"env\":\"\"}}|101.37|.destination",
      })
  void x8Parameter(String parameter, String rule, String path) {
    refused("{\"parameters\":{\"p\":" + parameter + "}}", rule, "$.parameters.p" + path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cnab/app/outputs/x",
        "/cnab/app/outputs",
        "/cnab/app/outputs/",
        "/cnab/app/x/../outputs/y",
        "/cnab//app/outputs/y",
        "/cnab/app/./outputs",
        "cnab/app/outputs/y",
        "../cnab/app/outputs/y",
      })
  void x9PathInTheOutputsFolder(String path) {
    refused(
        "{\"parameters\":{\"p\":{\"definition\":\"text\",\"destination\":{\"path\":\""
            + path
            + "\"}}}}",
        "101.38",
        "$.parameters.p.destination.path");
    refused(
        "{\"credentials\":{\"c\":{\"path\":\"" + path + "\"}}}", "101.44", "$.credentials.c.path");
  }

  @Test
  void x9SiblingOfTheOutputsFolderPasses() {
    Bytes bytes =
        Documents.patched("{\"credentials\":{\"c\":{\"path\":\"/cnab/app/outputs-old/c\"}}}");
    assertThat(Bundle.read(bytes).credentials()).containsKey("c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/cnab/app/outputs",
        "/cnab/app/outputs/",
        "/cnab/app/output",
        "/tmp/o",
        "outputs/o",
        "",
        "/cnab/app/outputs/../o",
        "/cnab/app/outputs/a/../o",
        "/cnab/app/outputs//o",
        "/cnab/app/outputs/url",
      })
  void x10OutputPath(String path) {
    refused(
        "{\"outputs\":{\"zz\":{\"definition\":\"text\",\"path\":\"" + path + "\"}}}",
        "101.65",
        "$.outputs.zz.path");
  }

  @ParameterizedTest
  @ValueSource(strings = {"install", "upgrade", "uninstall"})
  void x11DeclaredBuiltInAction(String action) {
    refused("{\"actions\":{\"" + action + "\":{}}}", "101.56", "$.actions." + action);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"env\":\"\",\"path\":\"\"}", "{\"required\":true}"})
  void x12CredentialWithoutDestination(String credential) {
    refused("{\"credentials\":{\"c\":" + credential + "}}", "101.43", "$.credentials.c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"{\"env\":\"TOKEN\"}|env", "{\"path\":\"/run//token\"}|path"})
  void x13DestinationSharedWithACredential(String destination, String member) {
    String parameter = "{\"definition\":\"text\",\"destination\":" + destination + "}";
    refused(
        "{\"parameters\":{\"p\":" + parameter + "}}",
        "101.47",
        "$.parameters.p.destination." + member);
  }

  @Test
  void x13SharedDestinationOfActionsThatNeverMeetPasses() {
    Bundle.read(
        Documents.patched(
            "{\"credentials\":{\"token\":{\"applyTo\":[\"upgrade\"]}},\"parameters\":{\"p\":"
                + "{\"applyTo\":[\"install\"],\"definition\":\"text\",\"destination\":{\"env\":\"TOKEN\"}}}}"));
  }

  @Test
  void x14VariableOfCnab() {
    String parameter = "{\"parameters\":{\"group\":{\"destination\":{\"env\":\"CNAB_%s\"}}}}";
    refused(parameter.formatted("REVISION"), "101.49", "$.parameters.group.destination.env");
    warned(parameter.formatted("MINE"), "101.49", "$.parameters.group.destination.env");
  }

  @Test
  void x15RequiredExtensions() {
    for (String wrong : List.of("\"com.example.absent\"", "\"com.example.backup\"", "1", "null")) {
      refused(
          "{\"requiredExtensions\":[\"com.example.backup\"," + wrong + "]}",
          "101.62",
          "$.requiredExtensions[1]");
    }
  }

  @Test
  void x16ContentDigest() {
    String image = "{\"images\":{\"web\":{\"contentDigest\":\"%s\"}}}";
    for (String wrong :
        List.of(
            "sha256:" + DIGEST.substring(1),
            "sha256:" + DIGEST.toUpperCase(java.util.Locale.ROOT),
            "sha256:aaa...",
            DIGEST,
            "")) {
      refused(image.formatted(wrong), "101.26", "$.images.web.contentDigest");
    }
    warned(image.formatted("blake3:" + DIGEST), "101.26", "$.images.web.contentDigest");
    warned(image.formatted("sha256:" + "0".repeat(64)), "101.26", "$.images.web.contentDigest");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.0", "1e3", "\"1\"", "99999999999999999999"})
  void x17Size(String size) {
    refused("{\"images\":{\"web\":{\"size\":" + size + "}}}", "101.22", "$.images.web.size");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"type\":\"text\"}|.type",
        "{\"multipleOf\":0}|.multipleOf",
        "{\"pattern\":\"[\"}|.pattern",
        "{\"enum\":[]}|.enum",
        "{\"anyOf\":[]}|.anyOf",
        "{\"properties\":{\"a\":{\"minimum\":\"1\"}}}|.properties.a.minimum",
        "{\"Maximum\":1}|.Maximum",
      })
  void x18Definition(String schema, String path) {
    refused("{\"definitions\":{\"d\":" + schema + "}}", "101.30", "$.definitions.d" + path);
  }

  @Test
  void x19DefaultThatBreaksItsOwnDefinition() {
    warned(
        "{\"definitions\":{\"count\":{\"default\":\"two\"}}}",
        "101.30",
        "$.definitions.count.default");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"name\":1,\"name\":2}|$.name",
        "{\"custom\":{\"a\":{\"b\":1,\"b\":1}}}|$.custom.a.b",
        "{} x|$",
        "{}{}|$",
        "{\"a\":1,}|$",
        "{\"a\":\"\\ud800\"}|$.a",
        "{\"a\":01}|$",
        "{'a':1}|$",
        "[]|$",
        "|$",
      })
  void x20NotStrictJson(String text, String path) {
    refused(Bytes.utf8(text == null ? "" : text), "101.1", path);
  }

  @Test
  void x20BytesThatAreNoText() {
    byte[] latin = "{\"description\":\"caf?\"}".getBytes(StandardCharsets.UTF_8);
    latin["{\"description\":\"caf".length()] = (byte) 0xe9;
    refused(Bytes.of(latin), "101.1", "$.description");
    refused(Bytes.utf8("\uFEFF{}"), "101.1", "$");
  }

  @Test
  void x20HugeNumbers() {
    for (String number : List.of("1e400", "-1e309", "1e-400", "9".repeat(399))) {
      refused(
          "{\"custom\":{\"com.example.backup\":{\"n\":" + number + "}}}",
          "101.1",
          "$.custom[\"com.example.backup\"].n");
    }
  }

  @Test
  void x20VeryDeepNestingAndVeryLargeDocuments() {
    for (Bytes bytes :
        List.of(
            Bytes.utf8("{\"custom\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}"),
            Bytes.utf8("{\"custom\":" + "[".repeat(100_000)),
            Bytes.utf8("{\"description\":\"" + "x".repeat(9 << 20) + "\"}"))) {
      Failure failure = catchThrowableOfType(Failure.class, () -> Bundle.read(bytes));
      assertThat(failure.kind()).isEqualTo(Failure.Kind.TOO_LARGE);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "duplicate-member",
        "duplicate-image",
        "duplicate-images-merge",
        "duplicate-custom-merge",
        "duplicate-destination-merge",
        "duplicate-invocation-images",
        "case-variant-root",
        "case-variant-image",
        "case-variant-kelvin",
        "case-variant-shadow",
        "case-variant-shadow-name",
        "case-variant-shadow-digest"
      })
  void refusesWhatGoWouldMergeOrTakeForAnotherMember(String name) {
    Bytes bytes = Documents.bytes("cnab-vectors/unstable/" + name + ".in.json");
    Failure failure = catchThrowableOfType(Failure.class, () -> Bundle.read(bytes));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.facts().get("rule")).isIn("101.1", "101.58");
    String path =
        StabilityTest.cases().stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElseThrow()
            .path();
    if (name.startsWith("duplicate")) {
      assertThat(failure.subject()).isEqualTo(path);
    } else {
      assertThat(Rules.check(Json.readObject(bytes))).extracting(Finding::path).contains(path);
    }
  }
}
