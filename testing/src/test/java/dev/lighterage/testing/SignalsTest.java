package dev.lighterage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SignalsTest {
  /// Says whether it ignores an interrupt.
  static final class Program {
    public static void main(String[] args) throws IOException {
      System.exit(Signals.ignored(Signals.INT) ? 1 : 0);
    }
  }

  @Test
  void knowsWhatAShellMakesItsChildrenIgnore() throws Exception {
    var builder =
        new ProcessBuilder(
            "sh",
            "-c",
            "trap '' INT; exec \"$0\" -cp \"$1\" \"$2\"",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            System.getProperty("java.class.path"),
            Program.class.getName());
    assertThat(builder.inheritIO().start().waitFor()).isEqualTo(1);
  }
}
