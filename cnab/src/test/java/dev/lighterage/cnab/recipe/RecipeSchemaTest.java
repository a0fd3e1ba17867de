package dev.lighterage.cnab.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lighterage.cnab.kind.Kinds;
import dev.lighterage.cnab.yaml.Yaml;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds docs/schema/recipe.schema.json and the reader to each other.
class RecipeSchemaTest {
  private static final Path FILE = Path.of("../docs/schema/recipe.schema.json");
  private @TempDir Path folder;
  private JsonObject json;
  private Schema schema;

  @BeforeEach
  void read() throws IOException {
    Bytes bytes = Bytes.of(Files.readAllBytes(FILE));
    json = Json.readObject(bytes);
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
            .getSchema(bytes.text(), InputFormat.JSON);
  }

  @Test
  void acceptsEveryRecipeThatTheReaderAccepts() {
    InitialRecipe.write(folder, new InitialRecipe.Wish("shop", Optional.empty(), Optional.empty()));
    List<String> recipes = List.of(Kitchen.SHOP, readText(folder.resolve("lighter.yaml")));
    for (String recipe : recipes) {
      assertThat(errors(recipe)).isEmpty();
    }
  }

  @Test
  void acceptsTheRecipeOfTheDocumentation() {
    String page = readText(Path.of("../docs/recipe.md"));
    String recipe = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n"));
    assertThat(errors(recipe)).isEmpty();
    Kitchen kitchen = Kitchen.at(folder);
    kitchen.put("charts/web/Chart.yaml", "");
    kitchen.put("arm/network.json", "");
    kitchen.put("conf/x", "");
    assertThat(kitchen.read(recipe).artifacts()).hasSize(5);
  }

  @Test
  void refusesWhatTheReaderRefuses() {
    for (String[] change :
        new String[][] {
          {"runner:", "runnner:"},
          {"version: 1.4.0", "version: 1.4"},
          {"azure:2", "azure"},
          {"network: {arm:", "Net: {arm:"},
          {"network: {arm:", "network: {armm:"},
          {"{arm: ./network.json,", "{arm: ./network.json, file: x,"},
          {"{arm: ./network.json,", "{"},
          {"home: none", "home: nowhere"},
          {"home: none", "home: none, to: 'oci://r.io/a'"},
          {"env: GROUP", "env: CNAB_GROUP"},
          {"type: string, env: GROUP", "type: text, env: GROUP"},
          {"type: string, env: GROUP", "env: GROUP"},
          {"env: GROUP,", ""},
          {"minLength: 1", "minLenght: 1"},
          {"arm.deploy:", "armdeploy:"},
          {"- id: rows", "- ids: rows"},
          {"modifies: false", "modifys: false"},
          {"com.example.note:", "dev.lighterage:"},
          {"  install:\n", "  instal:\n"}
        }) {
      assertThat(errors(Kitchen.SHOP.replace(change[0], change[1]))).as(change[1]).isNotEmpty();
    }
  }

  @Test
  void knowsTheFieldsThatTheReaderKnows() {
    assertThat(fields(json)).containsExactlyInAnyOrderElementsOf(Fields.RECIPE);
    assertThat(fields(definition("parameter")))
        .containsExactlyInAnyOrderElementsOf(both(Fields.SCHEMA, Fields.PARAMETER));
    assertThat(fields(definition("output")))
        .containsExactlyInAnyOrderElementsOf(both(Fields.SCHEMA, Fields.OUTPUT));
    assertThat(fields(definition("credential")))
        .containsExactlyInAnyOrderElementsOf(Fields.CREDENTIAL);
    assertThat(fields(definition("artifact")))
        .containsExactlyInAnyOrderElementsOf(both(Kinds.names(), Fields.ARTIFACT));
    assertThat(fields(definition("action"))).containsExactlyInAnyOrderElementsOf(Fields.ACTION);
    JsonObject maintainers = json.object("properties").object("maintainers");
    assertThat(fields(maintainers.object("items")))
        .containsExactlyInAnyOrderElementsOf(Fields.MAINTAINER);
  }

  private JsonObject definition(String name) {
    return json.object("definitions").object(name);
  }

  private static List<String> fields(JsonObject schema) {
    assertThat(schema.findBoolean("additionalProperties")).contains(false);
    return List.copyOf(schema.object("properties").members().keySet());
  }

  /// `required` stands in both lists of a parameter.
  private static List<String> both(List<String> some, List<String> more) {
    var all = new ArrayList<>(some);
    more.stream().filter(m -> !all.contains(m)).forEach(all::add);
    return all;
  }

  private List<String> errors(String yaml) {
    String document = Json.go(Yaml.read("lighter.yaml", Bytes.utf8(yaml)).toJson()).text();
    return schema.validate(document, InputFormat.JSON).stream().map(Object::toString).toList();
  }

  private static String readText(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
