package dev.lighterage.oci.copy;

import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Target;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds what a copy has to bring: level by level from the root, leaving out what is below
/// manifests that the target has whole.
final class Walk {
  private final Target target;
  private final Hints hints;
  private final Parallel parallel;
  private final Tally tally;
  private final Set<Digest> seen = new HashSet<>();

  Walk(Target target, Hints hints, Parallel parallel, Tally tally) {
    this.target = target;
    this.hints = hints;
    this.parallel = parallel;
    this.tally = tally;
  }

  /// A descriptor met on the way down, the manifest it was met in, and where it can be read.
  private record Met(Descriptor what, Digest parent, List<Source> sources) {}

  Graph from(Manifest root, Source source) {
    var graph = new Graph(root);
    if (isPresent(root.descriptor())) {
      return graph;
    }
    seen.add(root.descriptor().digest());
    var level = List.of(new Graph.Node(root, sources(root.descriptor(), List.of(source))));
    for (int depth = 0; !level.isEmpty(); depth++) {
      graph.limit("levels", depth, Graph.MAX_DEPTH);
      level.forEach(graph::add);
      level = fetch(children(level, graph));
    }
    return graph;
  }

  /// Puts the blobs of a level into the graph and answers its child manifests, each once.
  private List<Met> children(List<Graph.Node> level, Graph graph) {
    var manifests = new LinkedHashMap<Digest, Met>();
    for (Graph.Node node : level) {
      for (Descriptor child : node.manifest().children()) {
        List<Source> sources = sources(child, node.sources());
        if (!MediaTypes.isManifest(child.mediaType())) {
          graph.add(new Graph.Leaf(child, sources));
        } else if (seen.add(child.digest())) {
          Digest parent = node.manifest().descriptor().digest();
          manifests.put(child.digest(), new Met(child, parent, sources));
        }
      }
    }
    return List.copyOf(manifests.values());
  }

  private List<Source> sources(Descriptor what, List<Source> above) {
    Source home = hints.homes().get(what.digest());
    if (home == null || above.contains(home)) {
      return above;
    }
    var all = new ArrayList<>(above);
    all.add(home);
    return List.copyOf(all);
  }

  private List<Graph.Node> fetch(List<Met> manifests) {
    return parallel.map(manifests, this::fetch).stream().flatMap(Optional::stream).toList();
  }

  /// Empty when the target has it, with all below.
  private Optional<Graph.Node> fetch(Met met) {
    if (isPresent(met.what())) {
      tally.manifest(met.what(), CopyEvent.How.PRESENT);
      return Optional.empty();
    }
    return Optional.of(new Graph.Node(read(met), met.sources()));
  }

  private boolean isPresent(Descriptor manifest) {
    if (hints.deep()) {
      return false;
    }
    return hints.present().contains(manifest.digest())
        || (!hints.absent().contains(manifest.digest()) && target.hasWhole(manifest));
  }

  private static Manifest read(Met met) {
    for (Source source : met.sources()) {
      Optional<Manifest> found = source.manifest(met.what().digest());
      if (found.isPresent()) {
        return held(met, found.get());
      }
    }
    throw Failure.of(
            Failure.Kind.NOT_FOUND,
            "source lacks a manifest",
            // The last is the nearest to it: where there are several, the others hold what is
            // above.
            met.sources().getLast().name() + "@" + met.what().digest())
        .with("listed in", met.parent());
  }

  /// What its parent says of a manifest holds: its type, should it say none itself, and its size.
  private static Manifest held(Met met, Manifest found) {
    Descriptor expected = met.what();
    if (found.descriptor().size() != expected.size()) {
      throw Failure.of(
              Failure.Kind.CORRUPT,
              "manifest is not of the size it should be",
              expected.digest().toString())
          .with("expected", expected.size() + " bytes")
          .with("found", found.descriptor().size() + " bytes")
          .with("listed in", met.parent());
    }
    return found.descriptor().mediaType().equals(expected.mediaType())
        ? found
        : read(expected, found.bytes());
  }

  private static Manifest read(Descriptor expected, Bytes bytes) {
    try {
      return Manifest.read(expected.mediaType(), bytes, expected.digest().algorithm());
    } catch (Failure broken) {
      throw broken.in(expected.digest().toString());
    }
  }
}
