package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import java.util.List;

/// A chart as Helm would pack it: what its metadata say, the files that go in by their path below
/// its top, and the charts below `charts/`.
record Chart(ChartMetadata metadata, List<ChartFile> files, List<Chart> dependencies) {

  /// One file; `bytes` is its size.
  record ChartFile(String path, Content content, long bytes) {}

  String name() {
    return metadata.name();
  }
}
