package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.pack.Limits;
import dev.lighterage.oci.pack.Unpack;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The files of a chart that is packed: `<any folder>/<path>` in a tar, compressed by gzip.
///
/// Source: Helm 3.22, `LoadArchiveFiles`, with its limits; links and devices are refused here.
final class ChartArchive implements AutoCloseable {
  static final Limits LIMITS =
      new Limits(ChartFolder.CHART_LIMIT, 50_000, ChartFolder.FILE_LIMIT, 200, 1024);

  private final Path scratch;
  private final List<Path> unpacked = new ArrayList<>();

  ChartArchive(Path scratch) {
    this.scratch = scratch;
  }

  /// The files of `archive` by path below the chart's top, unpacked in the scratch folder until
  /// this is closed; `subject` names it in failures.
  SortedMap<String, Content> files(String subject, Content archive) {
    try {
      requireGzip(subject, archive);
      Files.createDirectories(scratch);
      Path folder = Files.createTempDirectory(scratch, "chart-");
      unpacked.add(folder);
      Unpack.tree(new Unpack.Packed(describe(archive), archive), folder, LIMITS);
      return below(subject, folder);
    } catch (IOException e) {
      throw Failure.storage("could not unpack a chart", scratch, e);
    } catch (Failure e) {
      throw e.with("chart", subject);
    }
  }

  /// RFC 1952, 2.3.1.
  private static void requireGzip(String subject, Content archive) throws IOException {
    try (InputStream in = archive.open(0)) {
      if (in.read() != 0x1f || in.read() != 0x8b) {
        throw Helm.notAChart(subject).with("why", "the file is not compressed by gzip");
      }
    }
  }

  private static Descriptor describe(Content content) throws IOException {
    var hash = Digest.Algorithm.SHA256.start();
    byte[] buffer = new byte[64 << 10];
    long size = 0;
    try (InputStream in = content.open(0)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        hash.update(buffer, 0, n);
        size += n;
      }
    }
    return Descriptor.of(Helm.CHART, Digest.finish(Digest.Algorithm.SHA256, hash), size);
  }

  private static SortedMap<String, Content> below(String subject, Path folder) throws IOException {
    var files = new TreeMap<String, Content>();
    for (Path top : list(folder)) {
      if (!Files.isDirectory(top)) {
        throw Failure.of(Failure.Kind.INVALID, "not a chart", subject)
            .with("why", "a file outside the chart's folder")
            .with("found", String.valueOf(top.getFileName()));
      }
      for (Tree.Entry entry : Tree.list(top, (_, _) -> false, Tree.Links.REFUSE)) {
        if (!entry.folder()) {
          files.put(entry.path(), Content.of(entry.file()));
        }
      }
    }
    return files;
  }

  @Override
  public void close() {
    for (Path folder : unpacked) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      } catch (IOException e) {
        throw Failure.storage("could not remove what was unpacked", folder, e);
      }
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
