package dev.lighterage.oci.pack;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Failure;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/// Unpacks layers from anywhere, tar or tar compressed by gzip, into a folder that appears only
/// when all of them are whole, verified and within the limits.
///
/// Failures: `CORRUPT` when a layer is not what its descriptor says, `INVALID` for what is no
/// archive or has an entry that is refused, `TOO_LARGE` over the [Limits], `UNSUPPORTED` for other
/// compressions and sparse files, `CONFLICT` when the folder is there and not empty, `STORAGE` when
/// the disk refuses, `UNREACHABLE` when content breaks off. After each of them the folder is as it
/// was.
public final class Unpack {
  private final Limits limits;
  private long bytes;
  private int entries;

  private Unpack(Limits limits) {
    this.limits = limits;
  }

  /// A layer and where its bytes are.
  public record Packed(Descriptor layer, Content content) {}

  /// Unpacks files and folders, links refused, for charts and folders that people packed.
  public static Unpacked tree(Packed layer, Path folder, Limits limits) {
    var unpack = new Unpack(limits);
    return FreshFolder.fill(folder, part -> unpack.layer(layer, new Tree(part)));
  }

  /// Unpacks the layers of an image, the lowest first: links kept and resolved inside the root,
  /// whiteouts applied. The limits are for all layers together.
  public static List<Unpacked> image(List<Packed> layers, Path folder, Limits limits) {
    var unpack = new Unpack(limits);
    return FreshFolder.fill(
        folder,
        part -> {
          var root = new RootFolder(part);
          var all = new ArrayList<Unpacked>();
          for (Packed layer : layers) {
            root.startLayer();
            all.add(unpack.layer(layer, root));
          }
          return List.copyOf(all);
        });
  }

  private Unpacked layer(Packed packed, UnpackTarget target) {
    String name = packed.layer().digest().toString();
    try (InputStream raw = packed.content().open(0)) {
      var input = new PackedInput(raw, packed.layer());
      try {
        Unpacked unpacked = archive(input, target);
        input.verify();
        return unpacked;
      } catch (EOFException | ZipException e) {
        input.verify();
        throw Failure.of(Failure.Kind.INVALID, "not an archive to be read", name)
            .with("why", String.valueOf(e.getMessage()))
            .because(e);
      } catch (InvalidPathException e) {
        throw Failure.of(Failure.Kind.UNSUPPORTED, "file name beyond this locale", e.getInput())
            .with("layer", name)
            .because(e);
      } catch (Failure failure) {
        // Bytes that are not the right ones may look like any other fault.
        if (failure.kind() == Failure.Kind.INVALID) {
          input.verify();
        }
        throw failure.with("layer", name);
      }
    } catch (IOException e) {
      throw Verified.unreadable(packed.layer(), packed.content(), e);
    } catch (Failure failure) {
      throw packed.content().located(failure);
    }
  }

  private Unpacked archive(PackedInput input, UnpackTarget target) throws IOException {
    var meter = new Meter(decompressed(input), input::count, limits.ratio());
    var archive = new TarReader(meter, limits);
    long bytesBefore = bytes;
    int entriesBefore = entries;
    for (Optional<Entry> entry = archive.next(); entry.isPresent(); entry = archive.next()) {
      count(entry.get());
      target.put(entry.get(), archive);
    }
    drain(meter);
    return new Unpacked(meter.digest(), entries - entriesBefore, bytes - bytesBefore);
  }

  /// Told by the first bytes: media types of layers are often not what the layer is. Source: RFC
  /// 1952, 2.3.1; RFC 8878, 3.1.1.
  private static InputStream decompressed(PackedInput input) throws IOException {
    var buffered =
        new BufferedInputStream(input, 64 << 10) {
          @Override
          public int available() {
            return 1;
          }
        };
    buffered.mark(4);
    byte[] magic = buffered.readNBytes(4);
    buffered.reset();
    if (startsWith(magic, 0x1f, 0x8b)) {
      return new GZIPInputStream(buffered, 64 << 10);
    }
    if (startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
      throw Failure.of(Failure.Kind.UNSUPPORTED, "layer compressed by zstd", "tar");
    }
    return buffered;
  }

  private static boolean startsWith(byte[] bytes, int... expected) {
    boolean same = bytes.length >= expected.length;
    for (int i = 0; same && i < expected.length; i++) {
      same = (bytes[i] & 0xff) == expected[i];
    }
    return same;
  }

  private void count(Entry entry) {
    entries++;
    bytes += entry.size();
    requireLimit(entry, "entries", entries, limits.entries());
    requireLimit(entry, "bytes of one file", entry.size(), limits.entryBytes());
    requireLimit(entry, "bytes", bytes, limits.bytes());
  }

  private static void requireLimit(Entry entry, String what, long found, long limit) {
    if (found > limit) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "archive over the limit", entry.name())
          .with("limit", limit + " " + what);
    }
  }

  private static void drain(InputStream in) throws IOException {
    byte[] buffer = new byte[64 << 10];
    int n = 0;
    while (n >= 0) {
      n = in.read(buffer);
    }
  }
}
