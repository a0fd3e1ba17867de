package dev.lighterage.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cli.Ran;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Interruption;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServeTest {
  private static final Manifest EMPTY =
      Manifest.read(MediaTypes.OCI_INDEX, Bytes.utf8("{\"schemaVersion\":2,\"manifests\":[]}"));

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
      assertThat(ran.err()).contains("expected: HOST:PORT, the port from 0 to 65535");
    }
  }

  @Test
  void saysWhenAnAddressIsTaken() {
    try (var taken =
        dev.lighterage.oci.serve.RegistryServer.start(
            home.resolve("other"), dev.lighterage.oci.serve.ServeSettings.loopback())) {
      Ran ran = Ran.at(home).run("serve", "registry", "--listen", taken.authority());
      assertThat(ran.code()).isEqualTo(ExitCode.BUSY);
      assertThat(ran.err())
          .startsWith("lighter: could not listen: " + taken.authority() + "\n")
          .endsWith("→ Stop what listens there, or listen elsewhere: port 0 takes a free one.\n");
    }
  }

  @Test
  void saysTheAddressThatWasAskedFor() {
    var interruption = new Interruption();
    interruption.request();
    assertThat(Thread.interrupted()).isTrue();
    Ran ran = Ran.at(home).run(interruption, "serve", "registry", "--listen", "0.0.0.0:0");
    assertThat(ran.out()).matches("0\\.0\\.0\\.0:[1-9][0-9]*\n");
  }

  @Test
  void refusesAFileForAFolder() throws IOException {
    Path file = Files.writeString(home.resolve("file"), "");
    for (String[] command :
        new String[][] {{"serve", "file"}, {"init", "file"}, {"copy", "oci:layout", "oci:file"}}) {
      LayoutStore.create(home.resolve("layout")).tag(EMPTY, "1");
      Ran ran = Ran.at(home).run(command);
      assertThat(ran.code()).as(command[0]).isEqualTo(ExitCode.CONFLICT);
      assertThat(ran.err()).startsWith("lighter: a file, not a folder: " + file + "\n");
    }
  }
}
