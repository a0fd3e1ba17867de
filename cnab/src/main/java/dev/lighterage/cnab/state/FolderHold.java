package dev.lighterage.cnab.state;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A hold on an installation's folder.
final class FolderHold implements Hold {
  private final Path folder;
  private final InstallationLock lock;
  private final Ulids ulids;
  private final Optional<Recorded> last;
  private @Nullable Path claimFolder;
  private @Nullable LogFile log;

  /// `ulids` are told of what is in `folder`.
  FolderHold(Path folder, InstallationLock lock, Ulids ulids, Optional<Recorded> last) {
    this.folder = folder;
    this.lock = lock;
    this.ulids = ulids;
    this.last = last;
  }

  @Override
  public Optional<Recorded> last() {
    return last;
  }

  @Override
  public String nextId() {
    return ulids.next();
  }

  @Override
  public void begin(Claim claim, Result running) {
    Path place = FolderInstallations.claimFolder(folder, claim.id());
    Path made = place.resolveSibling("." + claim.id() + ".part");
    try {
      Disk.makeFolders(made.resolve("results"));
      Disk.makeFolders(made.resolve("outputs"));
      Disk.write(made.resolve("claim.json"), claim.bytes());
      write(made, running);
      Disk.publish(made, place);
    } catch (Failure e) {
      // Nobody is to find what may not be on the disk.
      Disk.forget(made);
      Disk.forget(place);
      throw e;
    }
    claimFolder = place;
    log = new LogFile(place.resolve("log"));
  }

  @Override
  public void log(String line) {
    LogFile open = log;
    if (open == null) {
      throw new IllegalStateException("no operation has begun");
    }
    open.add(line);
  }

  @Override
  public Result.Stored output(String name, Content content) {
    Path file = begun().resolve("outputs").resolve(Names.fileName(name));
    var hash = Digest.Algorithm.SHA256.start();
    long[] size = {0};
    Disk.write(
        file,
        out -> {
          try (InputStream in = content.open(0)) {
            size[0] = in.transferTo(new DigestOutputStream(out, hash));
          }
        });
    Digest digest = Digest.finish(Digest.Algorithm.SHA256, hash);
    return new Result.Stored(Optional.of(digest), Optional.of(size[0]));
  }

  @Override
  public void record(Result result) {
    write(begun(), result);
    LogFile open = log;
    if (open != null && result.status().ended()) {
      log = null;
      open.close();
    }
  }

  static void write(Path claimFolder, Result result) {
    Disk.write(claimFolder.resolve("results").resolve(result.id() + ".json"), result.bytes());
  }

  private Path begun() {
    Path begun = claimFolder;
    if (begun == null) {
      throw new IllegalStateException("no operation has begun");
    }
    return begun;
  }

  @Override
  public void close() {
    LogFile open = log;
    try {
      if (open != null) {
        log = null;
        open.close();
      }
    } finally {
      lock.close();
    }
  }
}
