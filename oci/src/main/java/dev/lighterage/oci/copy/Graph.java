package dev.lighterage.oci.copy;

import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a walk found: each manifest and each blob once, by digest, with the sources to read it
/// from.
final class Graph {
  /// Ours: a bundle is 3 deep (bundle, image index, image); 16 leaves room for indexes of bundles.
  static final int MAX_DEPTH = 16;

  /// Ours: 20 times the largest bundle we plan for (500 components).
  private static final int MAX_MANIFESTS = 10_000;

  /// Ours: what a heap of 256 MiB bears, parsed.
  private static final long MAX_MANIFEST_BYTES = 16 << 20;

  /// Ours: above any image or artifact seen.
  private static final int MAX_BLOBS = 100_000;

  /// A manifest to be stored.
  record Node(Manifest manifest, List<Source> sources) {}

  /// A blob to be brought.
  record Leaf(Descriptor blob, List<Source> sources) {}

  private final Manifest root;
  private final Map<Digest, Node> nodes = new LinkedHashMap<>();
  private final Map<Digest, Leaf> leaves = new LinkedHashMap<>();
  private long manifestBytes;

  Graph(Manifest root) {
    this.root = root;
  }

  void add(Node node) {
    nodes.put(node.manifest().descriptor().digest(), node);
    manifestBytes += node.manifest().bytes().size();
    limit("manifests", nodes.size(), MAX_MANIFESTS);
    limit("bytes of manifests", manifestBytes, MAX_MANIFEST_BYTES);
  }

  void add(Leaf leaf) {
    leaves.putIfAbsent(leaf.blob().digest(), leaf);
    limit("blobs", leaves.size(), MAX_BLOBS);
  }

  void limit(String what, long found, long limit) {
    if (found > limit) {
      throw Failure.of(
              Failure.Kind.TOO_LARGE,
              "too much below one manifest",
              root.descriptor().digest().toString())
          .with("limit", limit + " " + what);
    }
  }

  boolean rootIsAbsent() {
    return nodes.containsKey(root.descriptor().digest());
  }

  CopyEvent.Found found() {
    long bytes = leaves.values().stream().mapToLong(leaf -> leaf.blob().size()).sum();
    return new CopyEvent.Found(leaves.size(), nodes.size(), bytes);
  }

  List<Leaf> blobs() {
    return List.copyOf(leaves.values());
  }

  /// The manifests in waves: what a wave refers to is in the waves before it; the root is not among
  /// them.
  List<List<Node>> waves() {
    var heights = new HashMap<Digest, Integer>();
    var waves = new TreeMap<Integer, List<Node>>();
    for (Node node : nodes.values()) {
      Digest digest = node.manifest().descriptor().digest();
      if (!digest.equals(root.descriptor().digest())) {
        waves.computeIfAbsent(height(digest, 0, heights), _ -> new ArrayList<>()).add(node);
      }
    }
    return List.copyOf(waves.values());
  }

  /// Digests admit no cycle; the depth is held all the same, against a source that lies.
  private int height(Digest digest, int depth, Map<Digest, Integer> heights) {
    limit("levels", depth, MAX_DEPTH);
    Node node = nodes.get(digest);
    if (node == null) {
      return 0;
    }
    Integer known = heights.get(digest);
    if (known != null) {
      return known;
    }
    int height = 0;
    for (Descriptor child : node.manifest().children()) {
      height = Math.max(height, 1 + height(child.digest(), depth + 1, heights));
    }
    heights.put(digest, height);
    return height;
  }
}
