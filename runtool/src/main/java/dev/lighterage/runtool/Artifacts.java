package dev.lighterage.runtool;

import dev.lighterage.contract.bundle.Lighterage;
import dev.lighterage.contract.operation.Places;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The artifacts that the driver put below [Places#ARTIFACTS].
///
/// Of kind `folder` the component's folder itself is handed to programs; of every other kind the
/// one entry in it: the chart's folder, the template, the file. Several entries are handed over as
/// the folder that holds them.
final class Artifacts {
  private static final String FOLDER = "folder";

  private final Surroundings here;
  private final Lighterage lighterage;

  Artifacts(Surroundings here, Lighterage lighterage) {
    this.here = here;
    this.lighterage = lighterage;
  }

  /// The path that a program which takes artifacts of `kinds` gets for `component`. Fails with
  /// `NOT_FOUND` when the bundle has no such artifact or the driver did not put it there, with
  /// `INVALID` for another kind.
  Path path(String component, List<String> kinds) {
    Lighterage.Artifact artifact =
        Optional.ofNullable(lighterage.artifacts().get(component))
            .orElseThrow(() -> Failure.of(Failure.Kind.NOT_FOUND, "no such artifact", component));
    if (!kinds.contains(artifact.kind())) {
      throw Failure.of(Failure.Kind.INVALID, "artifact of another kind", component)
          .with("expected", String.join(" or ", kinds))
          .with("found", artifact.kind());
    }
    // A bundle's text names it: it must not lead out of the folder.
    if (component.contains("/") || component.startsWith(".")) {
      throw Failure.of(Failure.Kind.INVALID, "not a folder's name", component);
    }
    String place = Places.ARTIFACTS + "/" + component;
    Path folder = here.at(place);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "artifact was not handed over", component)
          .with("expected", place)
          .with("kind", artifact.kind());
    }
    return artifact.kind().equals(FOLDER) ? folder : entry(folder, component);
  }

  private static Path entry(Path folder, String component) {
    try (var entries = Files.list(folder)) {
      List<Path> found = entries.limit(2).toList();
      if (found.isEmpty()) {
        throw Failure.of(Failure.Kind.NOT_FOUND, "artifact is empty", component);
      }
      return found.size() == 1 ? found.getFirst() : folder;
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not list artifact", component).because(e);
    }
  }
}
