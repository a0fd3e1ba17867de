package dev.lighterage.cnab.state;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Installations in a folder, one folder each:
///
/// ```
/// NAME/lock, NAME/holder.json
/// NAME/claims/CLAIM-ID/claim.json
/// NAME/claims/CLAIM-ID/results/RESULT-ID.json
/// NAME/claims/CLAIM-ID/outputs/OUTPUT
/// NAME/claims/CLAIM-ID/log
/// ```
///
/// Identifiers are ULIDs, each larger than all before in its installation, so names in order are
/// operations in order. Everything is for its owner alone and whole or absent.
public final class FolderInstallations implements Installations {
  /// A claim holds the bundle's definition, which JSON reading limits to 8 MiB.
  static final int RECORD_LIMIT = 16 << 20;

  private final Path root;
  private final Ulids ulids;
  private final InstantSource clock;
  private final String host;

  /// Installations below `root`, which is made when the first one is; `host` is this machine's
  /// name, for the record of who holds one.
  public FolderInstallations(Path root, Ulids ulids, InstantSource clock, String host) {
    this.root = root;
    this.ulids = ulids;
    this.clock = clock;
    this.host = host;
  }

  @Override
  public List<String> names() {
    return Disk.names(root);
  }

  @Override
  public Optional<Installation> find(String name) {
    Path folder = folder(name);
    List<String> claims = Disk.names(folder.resolve("claims"));
    if (claims.isEmpty()) {
      return Optional.empty();
    }
    Optional<Holder> holder = InstallationLock.holder(folder);
    Instant created = claim(folder, claims.getFirst()).created();
    Recorded last = recorded(folder, claims.getLast(), holder.isEmpty());
    return Optional.of(new Installation(name, created, last, holder, claims.size()));
  }

  @Override
  public List<Recorded> history(String name) {
    Path folder = folder(name);
    return history(folder, InstallationLock.holder(folder).isEmpty());
  }

  @Override
  public Optional<Content> output(String name, String output) {
    Path folder = folder(name);
    for (Recorded each : history(name).reversed()) {
      Path file =
          claimFolder(folder, each.claim().id()).resolve("outputs").resolve(Names.fileName(output));
      if (Files.isRegularFile(file)) {
        return Optional.of(Content.of(file));
      }
    }
    return Optional.empty();
  }

  @Override
  public Optional<Content> log(String name, String claimId) {
    Path file = claimFolder(folder(name), Names.fileName(claimId)).resolve("log");
    return Optional.of(file).filter(Files::isRegularFile).map(Content::of);
  }

  @Override
  public Hold hold(String name, String action) {
    Path folder = folder(name);
    Disk.makeFolders(folder.resolve("claims"));
    var process = ProcessHandle.current();
    Instant now = clock.instant();
    var holder = new Holder(process.pid(), host, now, action);
    InstallationLock lock = InstallationLock.take(folder, holder);
    try {
      goOnFrom(folder);
      return new FolderHold(folder, lock, ulids, settle(folder));
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Order is that of names, so nothing may get one before those that are there.
  private void goOnFrom(Path folder) {
    for (String claim : Disk.names(folder.resolve("claims"))) {
      ulids.after(claim);
      for (String result : Disk.names(claimFolder(folder, claim).resolve("results"))) {
        ulids.after(result.replaceFirst("[.]json$", ""));
      }
    }
  }

  /// The last operation, after one that nobody finished was given the result `unknown`.
  private Optional<Recorded> settle(Path folder) {
    List<String> claims = Disk.names(folder.resolve("claims"));
    if (claims.isEmpty()) {
      return Optional.empty();
    }
    Recorded last = recorded(folder, claims.getLast(), true);
    if (!last.interrupted()) {
      return Optional.of(last);
    }
    var unknown =
        new Result(
            ulids.next(),
            last.claim().id(),
            clock.instant(),
            Status.UNKNOWN,
            "nobody saw how it ended",
            new TreeMap<>(),
            last.last().map(Result::custom).orElseGet(Progress.NONE::toCustom));
    FolderHold.write(claimFolder(folder, last.claim().id()), unknown);
    var results = new ArrayList<>(last.results());
    results.add(unknown);
    return Optional.of(new Recorded(last.claim(), results, false));
  }

  private Path folder(String name) {
    return root.resolve(Names.requireInstallation(name));
  }

  static Path claimFolder(Path folder, String claimId) {
    return folder.resolve("claims").resolve(claimId);
  }

  private static List<Recorded> history(Path folder, boolean free) {
    List<String> claims = Disk.names(folder.resolve("claims"));
    return claims.stream().map(id -> recorded(folder, id, free)).toList();
  }

  private static Recorded recorded(Path folder, String claimId, boolean free) {
    Path results = claimFolder(folder, claimId).resolve("results");
    var all = new ArrayList<Result>();
    for (String name : Disk.names(results)) {
      Path file = results.resolve(name);
      all.add(read(file, Result::read));
    }
    boolean open = all.isEmpty() || !all.getLast().status().ended();
    return new Recorded(claim(folder, claimId), List.copyOf(all), open && free);
  }

  private static Claim claim(Path folder, String claimId) {
    Path file = claimFolder(folder, claimId).resolve("claim.json");
    return read(file, Claim::read);
  }

  private static <T> T read(Path file, Function<Bytes, T> reader) {
    Bytes bytes =
        Disk.read(file, RECORD_LIMIT)
            .orElseThrow(
                () -> Failure.of(Failure.Kind.CORRUPT, "record is missing", file.toString()));
    return Json.in(file.toString(), () -> reader.apply(bytes));
  }
}
