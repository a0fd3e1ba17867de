package dev.lighterage.contract.mixin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.value.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
  @Test
  void fillsEachPlaceholder() {
    var template = Template.ofDescriptor("a=${inputs.a} f=${files.f}!");
    assertThat(template.fill(p -> "<" + p + ">")).isEqualTo("a=<${inputs.a}> f=<${files.f}>!");
    assertThat(template.only()).isEmpty();
  }

  @Test
  void neverLooksAtAFilledValueAgain() {
    assertThat(Template.ofStep("x${parameters.a}").fill(_ -> "${parameters.b}"))
        .isEqualTo("x${parameters.b}");
  }

  @Test
  void knowsAValueThatIsNothingButOnePlaceholder() {
    assertThat(Template.ofStep("${images.web}").only())
        .contains(new Placeholder.ImageReference("web"));
    assertThat(Template.ofStep("${installation}").only()).contains(new Placeholder.Installation());
  }

  @Test
  void takesTheLastDotBeforeAnOutputsName() {
    assertThat(Template.ofStep("${outputs.web.v2.url}").only())
        .contains(new Placeholder.StepOutput("web.v2", "url"));
  }

  @Test
  void takesNamesWithDots() {
    assertThat(Template.ofStep("${images.a.b}").only())
        .contains(new Placeholder.ImageReference("a.b"));
  }

  @Test
  void knowsWhoCalls() {
    assertThat(Template.ofDescriptor("${installation}/${step}").placeholders())
        .containsExactly(new Placeholder.Installation(), new Placeholder.StepId());
  }

  @Test
  void namesTheFileOfACredentialInAStepAlone() {
    assertThat(Template.ofStep("${credentials.azure}").only())
        .contains(new Placeholder.CredentialPath("azure"));
    assertThat(
            catchThrowableOfType(
                Failure.class, () -> Template.ofDescriptor("${credentials.azure}")))
        .isNotNull();
  }

  @Test
  void leavesOtherDollarsAlone() {
    String text = "$(touch x) $HOME $$ 5$ {inputs.a}";
    assertThat(Template.ofDescriptor(text).fill(_ -> "")).isEqualTo(text);
    assertThat(Template.ofDescriptor("$${inputs.a}").fill(_ -> "")).isEqualTo("${inputs.a}");
    assertThat(Template.ofDescriptor("").parts()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${inputs.a",
        "${inputs.}",
        "${files.}",
        "${inputs}",
        "${}",
        "${parameters.a}",
        "x ${inputs.a...}",
        "${inputs.a...}${inputs.b}"
      })
  void refusesWhatIsNoPlaceholderOfADescriptor(String text) {
    Failure failure = catchThrowableOfType(Failure.class, () -> Template.ofDescriptor(text));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "${inputs.a}",
        "${outputs.a}",
        "${outputs..a}",
        "${outputs.a.}",
        "${images.}",
        "${HOME}"
      })
  void refusesWhatIsNoPlaceholderOfAStep(String text) {
    Failure failure = catchThrowableOfType(Failure.class, () -> Template.ofStep(text));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID);
    assertThat(failure.subject()).isEqualTo(text);
  }
}
