package dev.lighterage.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {
  @Test
  void areBelowTheHomeWhenNothingElseIsSaid() {
    assertThat(Folders.of(Map.of(), Path.of("/home/me")))
        .isEqualTo(
            new Folders(
                Path.of("/home/me/.local/state/lighter"),
                Path.of("/home/me/.cache/lighter"),
                Path.of("/home/me/.config/lighter")));
  }

  @Test
  void followXdgWhereItIsAbsolute() {
    Folders folders =
        Folders.of(
            Map.of("XDG_STATE_HOME", "/s", "XDG_CACHE_HOME", "c", "XDG_CONFIG_HOME", ""),
            Path.of("/h"));
    assertThat(folders.state()).isEqualTo(Path.of("/s/lighter"));
    assertThat(folders.cache()).isEqualTo(Path.of("/h/.cache/lighter"));
    assertThat(folders.configuration()).isEqualTo(Path.of("/h/.config/lighter"));
  }
}
