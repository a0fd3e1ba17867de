package dev.lighterage.cnab.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lighterage.cnab.yaml.Yaml;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonValue;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Holds the readers of `runner.yaml` and `mixin.json` to their published schemas.
class RunnerRecipeTest {
  private static final Path SCHEMAS = Path.of("../docs/schema");

  private static final String FULL =
      """
      name: azure
      version: 2.0.0
      base: oci:./base:12
      mixins: [files, ./mixins/helm]
      tools:
        - {from: ./bin/helm, to: /usr/local/bin/helm}
      labels: {team: platform}
      user: "1000:1000"
      """;

  private @TempDir Path folder;

  @Test
  void readsEveryField() throws IOException {
    RunnerRecipe recipe = read(FULL);
    assertThat(recipe.base())
        .isEqualTo(new RunnerRecipe.Base.Layout(folder.resolve("./base"), Optional.of("12")));
    assertThat(recipe.mixins())
        .containsExactly(
            new RunnerRecipe.Ingredient.Ours("files"),
            new RunnerRecipe.Ingredient.Folder(folder.resolve("./mixins/helm")));
    assertThat(recipe.tools())
        .containsExactly(
            new RunnerRecipe.Tool(folder.resolve("./bin/helm"), "/usr/local/bin/helm"));
    assertThat(recipe.labels()).containsExactly(java.util.Map.entry("team", "platform"));
    assertThat(recipe.user()).isEqualTo("1000:1000");
    assertThat(errors("runner", Yaml.read("x", Bytes.utf8(FULL)).toJson())).isEmpty();
  }

  @Test
  void leastRecipeIsABase() throws IOException {
    RunnerRecipe recipe = read("base: host\n");
    assertThat(recipe.base()).isEqualTo(new RunnerRecipe.Base.Host());
    assertThat(recipe.user()).isEqualTo("65532");
    assertThat(errors("runner", Yaml.read("x", Bytes.utf8("base: host")).toJson())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "base: oci:./base:12 | bse: host | runner.yaml:3:1",
        "oci:./base:12 | debian:12 | runner.yaml:3:7",
        "user: \"1000:1000\" | user: \"0\" | runner.yaml:8:1",
        "user: \"1000:1000\" | user: 0 | runner.yaml:8:7",
        "/usr/local/bin/helm | /cnab/app/run | runner.yaml:6:28",
        "/usr/local/bin/helm | /cnab | runner.yaml:6:28",
        "/usr/local/bin/helm | helm | runner.yaml:6:28",
        "to: /usr | too: /usr | runner.yaml:6:24",
        "team: platform | dev.lighterage.inventory: x | runner.yaml:7:1",
        "[files, | [1, | runner.yaml:4:10",
      })
  void refusesWithLineAndColumnWhatTheSchemaRefuses(String from, String to, String where) {
    String text = FULL.replace(from, to);
    Failure failure = catchThrowableOfType(Failure.class, () -> read(text));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).endsWith(where);
    assertThat(errors("runner", Yaml.read("x", Bytes.utf8(text)).toJson())).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/usr/../cnab/app/run", "/", "//cnab", "/usr/"})
  void refusesToolWhosePlaceIsNotWrittenPlainly(String place) {
    assertThat(
            catchThrowableOfType(
                Failure.class, () -> read(FULL.replace("/usr/local/bin/helm", place))))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "playground", "exec"})
  void ourMixinsKeepTheSchemaAndTheReader(String name) throws IOException {
    JsonValue json = Json.read(mixin(name));
    assertThat(errors("mixin", json)).isEmpty();
    assertThat(Mixin.read(Json.readObject(mixin(name))).name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"mixin\": 1 | \"mixin\": 2",
        "\"argv\" | \"args\"",
        "\"type\": \"artifact\", | \"type\": \"string\",",
        "\"type\": \"string\" | \"type\": \"text\"",
        "{\"stdout\": \"/path\"} | {\"stdout\": \"/path\", \"file\": \"/x\"}",
        "{\"stdout\": \"/path\"} | {\"stdout\": \"path\"}",
        "\"name\": \"files\" | \"name\": \"my files\"",
        "\"0\": { | \"00\": {",
      })
  void schemaAndReaderRefuseTheSameMixins(String from, String to) throws IOException {
    String text = mixin("files").text().replace(from, to);
    assertThat(errors("mixin", Json.read(Bytes.utf8(text)))).isNotEmpty();
    assertThat(
            catchThrowableOfType(
                Failure.class, () -> Mixin.read(Json.readObject(Bytes.utf8(text)))))
        .isNotNull();
  }

  private RunnerRecipe read(String text) throws IOException {
    return RunnerRecipe.read(Files.writeString(folder.resolve("runner.yaml"), text));
  }

  private static Bytes mixin(String name) throws IOException {
    return Bytes.of(Files.readAllBytes(Path.of("../mixins", name, "mixin.json")));
  }

  private static List<String> errors(String schema, JsonValue document) {
    try {
      String text = Files.readString(SCHEMAS.resolve(schema + ".schema.json"));
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
          .getSchema(text, InputFormat.JSON)
          .validate(Json.canonical(document).text(), InputFormat.JSON)
          .stream()
          .map(Object::toString)
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
