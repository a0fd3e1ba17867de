package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.cnab.yaml.YamlMap;
import java.util.Optional;

/// A step as written: `- mixin.operation: {input: value…}`, with `id:` beside the call or without.
/// `at` is where the call stands; `with` knows where each input does.
public record RecipeStep(
    Optional<String> id, String mixin, String operation, YamlMap with, Position at) {

  /// `mixin.operation`, as written.
  public String call() {
    return mixin + "." + operation;
  }
}
