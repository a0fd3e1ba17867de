package dev.lighterage.oci.copy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Target;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/// Copies a manifest with everything below it from a source to a target: blobs, then manifests from
/// the bottom up, the root last.
///
/// In one copy each digest is asked for, read and sent at most once at a time. A blob is mounted
/// where that is possible, else left alone when the target has it, else streamed; of a manifest
/// that counts as whole at the target ([Target#hasWhole]) nothing more is asked. The first failure
/// stops everything and is thrown; what has arrived until then stays, and the target has no
/// manifest whose children it lacks.
///
/// Failures: those of the source and the target; `NOT_FOUND` for content that the source lacks;
/// `TOO_LARGE` for a graph over the limits of [Graph]; `CANCELED` when interrupted.
public final class Copier {
  /// distribution-spec 1.1, "Error Codes": what a registry says of a manifest whose children it
  /// lacks; which of them differs among registries.
  private static final Set<String> LACKS_CHILDREN =
      Set.of("MANIFEST_BLOB_UNKNOWN", "MANIFEST_UNKNOWN", "BLOB_UNKNOWN");

  private final Parallel parallel;
  private final Consumer<CopyEvent> watcher;

  /// At most `atMost` requests at once per copy; `watcher` is told what happens.
  public Copier(int atMost, Consumer<CopyEvent> watcher) {
    this.parallel = new Parallel(atMost);
    this.watcher = watcher;
  }

  /// Copies without a tag and without hints.
  public Copied copy(Source source, Target target, Manifest root) {
    return copy(CopyJob.of(source, target, root));
  }

  public Copied copy(CopyJob job) {
    var tally = new Tally(watcher);
    try {
      once(job, tally);
    } catch (Failure refused) {
      if (job.hints().deep() || !lacksChildren(refused)) {
        throw refused;
      }
      // It has a manifest and not all below it (a cache, a cleaned repository), or a hint was
      // wrong.
      once(job.with(job.hints().deeply()), tally);
    }
    return tally.sum();
  }

  private static boolean lacksChildren(Failure failure) {
    String code = failure.facts().get("code");
    return failure.kind() == Failure.Kind.PROTOCOL && code != null && LACKS_CHILDREN.contains(code);
  }

  private void once(CopyJob job, Tally tally) {
    var walk = new Walk(job.target(), job.hints(), parallel, tally);
    Graph graph = walk.from(job.root(), job.source());
    tally.tell(graph.found());
    parallel.each(graph.blobs(), leaf -> bring(leaf, job, tally));
    for (List<Graph.Node> wave : graph.waves()) {
      parallel.each(wave, node -> store(node, job.target(), tally));
    }
    finish(job, graph, tally);
  }

  private static void bring(Graph.Leaf leaf, CopyJob job, Tally tally) {
    Descriptor blob = leaf.blob();
    if (job.hints().present().contains(blob.digest())) {
      tally.blob(blob, CopyEvent.How.PRESENT);
    } else if (leaf.sources().stream().anyMatch(from -> job.target().mount(blob, from))) {
      // Asked before `has`: it costs nothing where it cannot be done, and one request less where it
      // can.
      tally.blob(blob, CopyEvent.How.MOUNTED);
    } else if (!job.hints().absent().contains(blob.digest()) && job.target().has(blob)) {
      tally.blob(blob, CopyEvent.How.PRESENT);
    } else {
      send(leaf, job.target(), tally);
    }
  }

  private static void send(Graph.Leaf leaf, Target target, Tally tally) {
    try {
      target.push(leaf.blob(), content(leaf, tally));
      tally.blob(leaf.blob(), CopyEvent.How.SENT);
    } catch (Failure failed) {
      // Such a layer may be left out of any registry: image-spec 1.1, layer.md, "Non-Distributable
      // Layers".
      if (failed.kind() != Failure.Kind.NOT_FOUND
          || !MediaTypes.isNonDistributable(leaf.blob().mediaType())) {
        throw failed;
      }
    }
  }

  private static Content content(Graph.Leaf leaf, Tally tally) {
    var places = leaf.sources().stream().map(source -> source.blob(leaf.blob())).toList();
    return new WatchedContent(leaf.blob(), new FirstOf(places), tally);
  }

  private static void store(Graph.Node node, Target target, Tally tally) {
    target.put(node.manifest());
    tally.manifest(node.manifest().descriptor(), CopyEvent.How.SENT);
  }

  private static void finish(CopyJob job, Graph graph, Tally tally) {
    Manifest root = job.root();
    if (job.tag().isPresent()) {
      job.target().tag(root, job.tag().get());
    } else if (graph.rootIsAbsent()) {
      job.target().put(root);
    }
    CopyEvent.How how = graph.rootIsAbsent() ? CopyEvent.How.SENT : CopyEvent.How.PRESENT;
    tally.manifest(root.descriptor(), how);
  }
}
