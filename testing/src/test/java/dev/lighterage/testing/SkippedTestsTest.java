package dev.lighterage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkippedTestsTest {
  /// Not found as a test of this module: its name does not end as theirs do.
  static class Skipping {
    @Test
    void assumes() {
      Assumptions.abort("the moon is new");
    }

    @Test
    @Disabled("by hand alone")
    void isDisabled() {}

    @Test
    void runs() {}
  }

  @Test
  void saysWhichTestWasSkippedAndWhy() {
    var said = new ByteArrayOutputStream();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Skipping.class)).build();
    LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build())
        .execute(request, new SkippedTests(new PrintStream(said, true, StandardCharsets.UTF_8)));
    assertThat(said.toString(StandardCharsets.UTF_8).lines())
        .containsExactlyInAnyOrder(
            "SKIPPED SkippedTestsTest$Skipping.assumes: the moon is new",
            "SKIPPED SkippedTestsTest$Skipping.isDisabled: by hand alone");
  }

  @Test
  void isFoundByJunit() {
    assertThat(ServiceLoader.load(TestExecutionListener.class))
        .hasAtLeastOneElementOfType(SkippedTests.class);
  }
}
