package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/// The files of a chart that lies in a folder.
///
/// Source: Helm 3.22, `LoadDir`: `.helmignore` of the top alone, folders that are empty are lost, a
/// byte order mark is cut off. Helm follows every link; here one that leads out of the chart is
/// refused, so that packing somebody's chart cannot publish the packer's files. Our own files
/// ([OwnFiles]), which Helm would pack, stay out.
final class ChartFolder {
  private static final String IGNORE = ".helmignore";
  private static final int IGNORE_LIMIT = 1 << 20;

  /// `MaxDecompressedFileSize`, in bytes.
  static final long FILE_LIMIT = 5 << 20;

  /// `MaxDecompressedChartSize`, in bytes.
  static final long CHART_LIMIT = 100 << 20;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private ChartFolder() {}

  /// The files that Helm would pack, by path below `folder`. Fails as [Tree#list] does.
  static SortedMap<String, Content> files(Path folder) {
    Path file = folder.resolve(IGNORE);
    String text = Files.exists(file) ? LocalFile.read(file, IGNORE_LIMIT).text() : "";
    HelmIgnore ignore = HelmIgnore.read(file.toString(), text);
    var files = new TreeMap<String, Content>();
    long total = 0;
    BiPredicate<String, Boolean> out = OwnFiles::has;
    for (Tree.Entry entry : Tree.list(folder, out.or(ignore::ignores), Tree.Links.FOLLOW_INSIDE)) {
      if (!entry.folder()) {
        long size = LocalFile.size(entry.file());
        total += size;
        requireLimit(entry.file(), size, FILE_LIMIT);
        requireLimit(folder, total, CHART_LIMIT);
        files.put(entry.path(), content(entry.file()));
      }
    }
    return files;
  }

  private static void requireLimit(Path subject, long size, long limit) {
    if (size > limit) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "more than Helm takes", subject.toString())
          .with("limit", limit + " bytes");
    }
  }

  private static Content content(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (Arrays.equals(in.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
        return Content.of(Bytes.of(in.readNBytes((int) FILE_LIMIT)));
      }
      return Content.of(file);
    } catch (IOException e) {
      throw Failure.storage("could not read", file, e);
    }
  }
}
