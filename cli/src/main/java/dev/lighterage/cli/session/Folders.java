package dev.lighterage.cli.session;

import java.nio.file.Path;
import java.util.Map;

/// Where a user's files of ours are. Nothing is created here.
///
/// Source: XDG Base Directory Specification 0.8: a variable that is unset, empty or not absolute
/// counts as unset. Below each base the folder is `lighter`.
///
/// @param state installations: claims, results, outputs (`~/.local/state/lighter`)
/// @param cache what can be made again (`~/.cache/lighter`)
/// @param configuration the policy (`~/.config/lighter`)
public record Folders(Path state, Path cache, Path configuration) {
  private static final String OURS = "lighter";

  /// From the environment, else below the user's home folder.
  public static Folders of(Map<String, String> environment, Path home) {
    return new Folders(
        folder(environment, "XDG_STATE_HOME", home.resolve(".local/state")),
        folder(environment, "XDG_CACHE_HOME", home.resolve(".cache")),
        folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")));
  }

  private static Path folder(Map<String, String> environment, String name, Path otherwise) {
    Path given = Path.of(environment.getOrDefault(name, ""));
    return (given.isAbsolute() ? given : otherwise).resolve(OURS);
  }
}
