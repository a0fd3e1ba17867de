package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.bundle.Destination;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Parameters by CNAB 103: the matrix R4 of cases, and R5 to R8, R11.
class ParametersTest {
  /// A type, a value of it as JSON, and the text that a run gets.
  private record Value(String type, String json, String text) {}

  private static final List<Value> VALUES =
      List.of(
          new Value("string", "\"a b\"", "a b"),
          new Value("integer", "23", "23"),
          new Value("number", "0.5", "0.5"),
          new Value("boolean", "true", "true"),
          new Value("object", "{\"foo\":23}", "{\"foo\":23}"),
          new Value("array", "[1,2]", "[1,2]"),
          new Value("null", "null", "null"));

  private static final Map<String, String> DESTINATIONS =
      new TreeMap<>(
          Map.of(
              "{\"env\": \"P\"}", "env",
              "{\"path\": \"/p/q\"}", "path",
              "{\"env\": \"P\", \"path\": \"/p/q\"}", "env path"));

  private static Bundle one(String schema, String parameter) {
    return Given.bundle(
        "\"definitions\": {\"d\": %s}, \"parameters\": {\"p\": %s}".formatted(schema, parameter));
  }

  private static String parameter(String destination, boolean required, boolean applies) {
    return "{\"definition\": \"d\", \"destination\": %s, \"required\": %s, \"applyTo\": [\"%s\"]}"
        .formatted(destination, required, applies ? "install" : "upgrade");
  }

  private static String string(String more) {
    return "{\"type\": \"string\"" + more + "}";
  }

  /// What a run would get: `env=TEXT` and `path=TEXT`.
  private static List<String> brought(Inputs inputs) {
    var all = new ArrayList<String>();
    inputs.environment().forEach((name, value) -> all.add("env=" + value.value()));
    for (InputFile file : inputs.files()) {
      assertThat(file.path()).isEqualTo("/p/q");
      try (InputStream in = file.content().open(0)) {
        all.add("path=" + Bytes.of(in.readAllBytes()).text());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  private static List<String> expected(String where, String text) {
    return Arrays.stream(where.split(" ", -1)).map(w -> w + "=" + text).toList();
  }

  private static void refused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.INVALID))
        .hasMessageContainingAll(words);
  }

  @Test
  void bringsSuppliedValueOfEveryTypeToEveryDestination() {
    for (Value value : VALUES) {
      for (var destination : DESTINATIONS.entrySet()) {
        for (boolean required : List.of(true, false)) {
          Bundle bundle =
              one(
                  "{\"type\": \"" + value.type + "\"}",
                  parameter(destination.getKey(), required, true));
          String written = value.type.equals("string") ? value.text : value.json;
          Inputs byCommand = new Given().parameter("p", written).to(bundle, "install");
          Inputs byFile = new Given().file("{\"p\": " + value.json + "}").to(bundle, "install");
          assertThat(brought(byCommand)).isEqualTo(expected(destination.getValue(), value.text));
          assertThat(brought(byFile)).isEqualTo(expected(destination.getValue(), value.text));
          assertThat(byFile.parameters().find("p")).contains(Json.read(Bytes.utf8(value.json)));
          assertThat(byFile.supplied()).containsExactly("p");
        }
      }
    }
  }

  @Test
  void bringsDefaultOfEveryTypeAndTakesItForRequired() {
    for (Value value : VALUES) {
      if (value.type.equals("null")) {
        continue; // a default of null is none
      }
      for (var destination : DESTINATIONS.entrySet()) {
        for (boolean required : List.of(true, false)) {
          Bundle bundle =
              one(
                  "{\"type\": \"" + value.type + "\", \"default\": " + value.json + "}",
                  parameter(destination.getKey(), required, true));
          Inputs inputs = new Given().to(bundle, "install");
          assertThat(brought(inputs)).isEqualTo(expected(destination.getValue(), value.text));
          assertThat(inputs.parameters().find("p")).contains(Json.read(Bytes.utf8(value.json)));
          assertThat(inputs.supplied()).isEmpty();
        }
      }
    }
  }

  @Test
  void bringsEmptyTextWhereThereIsNeitherValueNorDefault() {
    for (Value value : VALUES) {
      for (var destination : DESTINATIONS.entrySet()) {
        Bundle bundle =
            one("{\"type\": \"" + value.type + "\"}", parameter(destination.getKey(), false, true));
        Inputs inputs = new Given().to(bundle, "install");
        assertThat(brought(inputs)).isEqualTo(expected(destination.getValue(), ""));
        assertThat(inputs.parameters().members()).isEmpty();
        refused(
            () ->
                new Given()
                    .to(
                        one(
                            "{\"type\": \"" + value.type + "\"}",
                            parameter(destination.getKey(), true, true)),
                        "install"),
            "parameters have no value: p");
      }
    }
  }

  @Test
  void bringsNothingToAnActionThatItDoesNotApplyTo() {
    for (boolean required : List.of(true, false)) {
      for (String more : List.of("", ", \"default\": \"d\"")) {
        Bundle bundle =
            one(string(more), parameter("{\"env\": \"P\", \"path\": \"/p/q\"}", required, false));
        assertThat(brought(new Given().to(bundle, "install"))).isEmpty();
        Inputs given = new Given().parameter("p", "x").to(bundle, "install");
        assertThat(brought(given)).isEmpty();
        assertThat(given.notes()).singleElement().asString().contains("does not apply to install");
        assertThat(given.supplied()).containsExactly("p");
      }
    }
  }

  @Test
  void namesAllThatIsMissing() {
    Bundle bundle =
        Given.bundle(
            """
            "definitions": {"d": {"type": "string"}},
            "parameters": {
              "a": {"definition": "d", "destination": {"env": "A"}, "required": true},
              "b": {"definition": "d", "destination": {"env": "B"}, "required": true}}
            """);
    refused(() -> new Given().to(bundle, "install"), "parameters have no value: a, b");
  }

  @Test
  void refusesUnknownNamesWithASuggestion() {
    Bundle bundle = one(string(""), parameter("{\"env\": \"P\"}", false, true));
    refused(() -> new Given().parameter("q", "x").to(bundle, "install"), "q", "suggestion: p");
    refused(
        () -> new Given().file("{\"other\": 1}").to(bundle, "install"),
        "the bundle has no such parameter: other");
  }

  @Test
  void refusesValuesThatAreNotWhatTheDefinitionAsksFor() {
    for (Value value : VALUES) {
      if (!value.type.equals("string")) {
        Bundle bundle =
            one("{\"type\": \"" + value.type + "\"}", parameter("{\"env\": \"P\"}", false, true));
        refused(() -> new Given().parameter("p", "no such {").to(bundle, "install"), "p");
        refused(() -> new Given().file("{\"p\": \"text\"}").to(bundle, "install"), "parameter p");
      }
    }
    Bundle few = one(string(", \"enum\": [\"a\"]"), parameter("{\"env\": \"P\"}", false, true));
    refused(() -> new Given().parameter("p", "b").to(few, "install"), "parameter p");
  }

  @Test
  void takesStringsAsTheyAre() {
    Bundle bundle = one(string(""), parameter("{\"env\": \"P\"}", false, true));
    for (String text : List.of("\"quoted", "{\"a\": 1}", "true", "", " x\n", "ü\u2028")) {
      assertThat(brought(new Given().parameter("p", text).to(bundle, "install")))
          .containsExactly("env=" + text);
    }
  }

  @Test
  void prefersTheCommandToTheFileToWhatWasToTheDefault() {
    Bundle bundle = one(string(", \"default\": \"d\""), parameter("{\"env\": \"P\"}", false, true));
    var earlier = new Given().earlier("{\"p\": \"e\"}", "p");
    assertThat(brought(earlier.to(bundle, "install"))).containsExactly("env=e");
    assertThat(brought(earlier.file("{\"p\": \"f\"}").to(bundle, "install")))
        .containsExactly("env=f");
    assertThat(brought(earlier.parameter("p", "c").to(bundle, "install"))).containsExactly("env=c");
  }

  @Test
  void letsANewDefaultReplaceAnOldOne() {
    Bundle bundle =
        one(string(", \"default\": \"new\""), parameter("{\"env\": \"P\"}", false, true));
    assertThat(brought(new Given().earlier("{\"p\": \"old\"}").to(bundle, "install")))
        .containsExactly("env=new");
  }

  @Test
  void keepsWhatTheFirstInstallFixed() {
    Bundle bundle =
        one(
            string(", \"readOnly\": true, \"default\": \"d\""),
            parameter("{\"env\": \"P\"}", false, true));
    Inputs inputs =
        new Given().earlier("{\"p\": \"old\"}").parameter("p", "new").to(bundle, "install");
    assertThat(brought(inputs)).containsExactly("env=old");
    assertThat(inputs.notes()).singleElement().asString().contains("fixed at install");
    Inputs same =
        new Given().earlier("{\"p\": \"old\"}").parameter("p", "old").to(bundle, "install");
    assertThat(same.notes()).isEmpty();
  }

  @Test
  void hidesValuesThatMustNotBeShown() {
    Bundle bundle =
        one(
            string(", \"writeOnly\": true, \"maxLength\": 12"),
            parameter("{\"env\": \"P\", \"path\": \"/p/q\"}", false, true));
    Inputs inputs = new Given().parameter("p", "s3cret").to(bundle, "install");
    assertThat(inputs.environment().toString()).contains("P").doesNotContain("s3cret");
    assertThat(inputs.files()).allMatch(InputFile::secret);
    assertThatThrownBy(() -> new Given().parameter("p", "s3cret-too-long").to(bundle, "install"))
        .isInstanceOf(Failure.class)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void rootsRelativePaths() {
    Bundle bundle = one(string(""), parameter("{\"path\": \"p/q\"}", false, true));
    assertThat(brought(new Given().parameter("p", "x").to(bundle, "install")))
        .containsExactly("path=x");
  }

  @Test
  void refusesDestinationsThatGiveAValuePower() {
    for (String name :
        List.of(
            "PATH",
            "LD_PRELOAD",
            "CNAB_ACTION",
            "BASH_ENV",
            "ENV",
            "IFS",
            "PYTHONPATH",
            "PERL5LIB",
            "RUBYOPT",
            "NODE_OPTIONS",
            "JAVA_TOOL_OPTIONS",
            "GIT_SSH_COMMAND",
            "HELM_PLUGINS",
            "DYLD_INSERT_LIBRARIES")) {
      refused(
          () ->
              new Given()
                  .to(
                      one(string(""), parameter("{\"env\": \"" + name + "\"}", false, true)),
                      "install"),
          "destination");
    }
    for (String path :
        List.of(
            "/cnab/app/run",
            "/cnab/app/mixins/x/mixin.json",
            "/cnab/bundle.json",
            "cnab/app/rt/x",
            "/cnab/app/outputs/x",
            "/etc/profile.d/x.sh",
            "/usr/bin/helm",
            "/lib64/x",
            "/bin/sh",
            "/dev/x",
            "/proc/x",
            "/sys/x",
            "/a/../etc/x",
            "/a//b",
            "/")) {
      refused(
          () ->
              new Given()
                  .to(
                      one(string(""), parameter("{\"path\": \"" + path + "\"}", false, true)),
                      "install"),
          "destination");
    }
  }

  /// The rules of a bundle see it too; who resolves must not rely on them.
  @Test
  void refusesTwoValuesForOneDestination() {
    var destinations = new Destinations();
    var both = new Destination(Optional.of("A"), Optional.of("/a/b"));
    destinations.add("parameter a", both, Bytes.utf8("1"), false);
    refused(
        () ->
            destinations.add(
                "credential c",
                new Destination(Optional.of("A"), Optional.empty()),
                Bytes.utf8("2"),
                true),
        "two values go to one variable: credential c");
    refused(
        () ->
            destinations.add(
                "credential c",
                new Destination(Optional.empty(), Optional.of("a/b")),
                Bytes.utf8("2"),
                true),
        "two values go to one file: credential c");
  }
}
