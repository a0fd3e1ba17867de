package dev.lighterage.oci.pack;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;

/// Packs files into a layer: same names, modes and contents, same digest, whatever the machine, its
/// locale, its umask and the order in which the files are given.
///
/// Nothing is held in memory but buffers and layers below 1 MiB; larger ones are written to
/// `scratch`, which belongs to the caller, who removes it after use. Failures: `INVALID` for names,
/// `CONFLICT` for a file that changes meanwhile, `STORAGE` for what the disk refuses.
public final class Packer {
  private final Path scratch;
  private final Instant time;

  /// `time` is put on every entry, in whole seconds; 1970-01-01 unless a format says otherwise.
  public Packer(Path scratch, Instant time) {
    this.scratch = scratch;
    this.time = time;
  }

  public Packer(Path scratch) {
    this(scratch, Instant.EPOCH);
  }

  /// A layer of type `mediaType`, tar compressed by gzip.
  public Layer tarGzip(String mediaType, List<TarEntry> entries) {
    return pack(mediaType, entries, true);
  }

  /// A layer of type `mediaType`, tar alone.
  public Layer tar(String mediaType, List<TarEntry> entries) {
    return pack(mediaType, entries, false);
  }

  private Layer pack(String mediaType, List<TarEntry> entries, boolean compressed) {
    List<TarEntry> sorted = TarEntry.sorted(entries);
    try (var spool = new Spool(scratch)) {
      MessageDigest digest = Digest.Algorithm.SHA256.start();
      var hashed = new DigestOutputStream(spool, digest);
      Digest diffId = compressed ? gzip(sorted, hashed) : tar(sorted, hashed);
      var descriptor =
          Descriptor.of(mediaType, Digest.finish(Digest.Algorithm.SHA256, digest), spool.size());
      return new Layer(descriptor, diffId, spool.keep());
    } catch (IOException e) {
      throw Failure.storage("could not pack files", scratch, e);
    }
  }

  private Digest gzip(List<TarEntry> entries, OutputStream out) throws IOException {
    try (var gzip = new GzipStream(out)) {
      Digest diffId = tar(entries, gzip);
      gzip.finish();
      return diffId;
    }
  }

  private Digest tar(List<TarEntry> entries, OutputStream out) throws IOException {
    MessageDigest digest = Digest.Algorithm.SHA256.start();
    var writer = new TarWriter(new DigestOutputStream(out, digest), time.getEpochSecond());
    for (TarEntry entry : entries) {
      writer.write(entry);
    }
    writer.finish();
    return Digest.finish(Digest.Algorithm.SHA256, digest);
  }
}
