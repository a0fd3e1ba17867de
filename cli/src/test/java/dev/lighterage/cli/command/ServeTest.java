package dev.lighterage.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cli.Ran;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Interruption;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {
  @TempDir Path home;

  @Test
  void printsItsAddressAndStopsWhenAsked() {
    var interruption = new Interruption();
    // Asked before it begins, it listens, says where, and stops at once.
    interruption.request();
    assertThat(Thread.interrupted()).isTrue();
    Ran ran = Ran.at(home).run(interruption, "serve", "registry");
    assertThat(ran.code()).isEqualTo(ExitCode.DONE);
    assertThat(ran.out()).matches("127\\.0\\.0\\.1:[0-9]+\n");
    assertThat(ran.err()).isEmpty();
    assertThat(Files.isDirectory(home.resolve("registry"))).isTrue();
  }

  @Test
  void refusesAnAddressThatIsNone() {
    for (String address : new String[] {"127.0.0.1", "127.0.0.1:x", "127.0.0.1:99999"}) {
      Ran ran = Ran.at(home).run("serve", "registry", "--listen", address);
      assertThat(ran.code()).isEqualTo(ExitCode.INVALID);
      assertThat(ran.err()).contains("expected: HOST:PORT");
    }
  }

  @Test
  void saysWhenAnAddressIsTaken() {
    try (var taken =
        dev.lighterage.oci.serve.RegistryServer.start(
            home.resolve("other"), dev.lighterage.oci.serve.ServeSettings.loopback())) {
      Ran ran = Ran.at(home).run("serve", "registry", "--listen", taken.authority());
      assertThat(ran.code()).isEqualTo(ExitCode.BUSY);
    }
  }
}
