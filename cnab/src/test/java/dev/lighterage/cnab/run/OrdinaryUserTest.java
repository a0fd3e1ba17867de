package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Does as an ordinary user what the other tests do as root.
class OrdinaryUserTest {
  @TempDir Path folder;

  @Test
  void runsAllTheSame() throws Exception {
    assumeTrue(Caller.current().drops(), "the tests run as an ordinary user already");
    var user = new OtherUser(folder);
    var arguments =
        List.of(
            user.home().toString(),
            NamespacesDriverTest.class.getName(),
            RunInputsTest.class.getName(),
            RunOutputsTest.class.getName(),
            HostileRunTest.class.getName(),
            StoppedRunTest.class.getName());
    Process process = user.java(EveryTest.class, arguments).start();
    List<String> lines;
    try (var said = process.inputReader()) {
      lines = said.lines().toList();
    }
    lines.stream().filter(line -> line.startsWith("skipped ")).forEach(System.out::println);
    assertThat(process.waitFor()).isZero();
    assertThat(lines).noneMatch(line -> line.startsWith("failed "));
    assertThat(lines).filteredOn(line -> line.startsWith("passed ")).hasSizeGreaterThan(35);
  }
}
