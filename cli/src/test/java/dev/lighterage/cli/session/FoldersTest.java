package dev.lighterage.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoldersTest {
  @Test
  void areBelowTheHomeWhenNothingElseIsSaid() {
    assertThat(Folders.of(Map.of("HOME", "/home/ada"), "/other"))
        .isEqualTo(
            new Folders(
                Path.of("/home/ada/.local/state/lighter"),
                Path.of("/home/ada/.cache/lighter"),
                Path.of("/home/ada/.config/lighter")));
    assertThat(Folders.of(Map.of(), "/other").cache()).isEqualTo(Path.of("/other/.cache/lighter"));
  }

  @Test
  void followXdgWhereItIsAbsolute() {
    Folders folders =
        Folders.of(
            Map.of(
                "HOME", "/h", "XDG_STATE_HOME", "/s", "XDG_CACHE_HOME", "c", "XDG_CONFIG_HOME", ""),
            "/other");
    assertThat(folders.state()).isEqualTo(Path.of("/s/lighter"));
    assertThat(folders.cache()).isEqualTo(Path.of("/h/.cache/lighter"));
    assertThat(folders.configuration()).isEqualTo(Path.of("/h/.config/lighter"));
  }
}
