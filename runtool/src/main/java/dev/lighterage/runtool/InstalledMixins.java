package dev.lighterage.runtool;

import dev.lighterage.contract.bundle.Step;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.contract.mixin.Operation;
import dev.lighterage.contract.operation.Places;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;

/// The mixins of this image, read from their descriptors when first asked for.
final class InstalledMixins {
  private final Path folder;
  private final TreeMap<String, Optional<Mixin>> read = new TreeMap<>();

  InstalledMixins(Surroundings here) {
    folder = here.at(Places.MIXINS);
  }

  /// The mixin of this name; fails with [Failure.Kind#INVALID] when its descriptor is wrong.
  Optional<Mixin> find(String name) {
    return read.computeIfAbsent(name, this::load);
  }

  /// The operation that `step` calls, which was found before.
  Operation operation(Step step) {
    return find(step.mixin())
        .flatMap(mixin -> mixin.operation(step.operation()))
        .orElseThrow(() -> Failure.of(Failure.Kind.NOT_FOUND, "no operation", step.call()));
  }

  private Optional<Mixin> load(String name) {
    // A bundle's text names it: it must not lead out of the folder.
    if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
      return Optional.empty();
    }
    Path file = folder.resolve(name).resolve("mixin.json");
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    Bytes bytes = SmallFile.read(file);
    Mixin mixin = Mixin.read(Json.readObject(bytes));
    if (!mixin.name().equals(name)) {
      throw Failure.of(Failure.Kind.INVALID, "mixin under another name", file.toString())
          .with("found", mixin.name());
    }
    return Optional.of(mixin);
  }
}
