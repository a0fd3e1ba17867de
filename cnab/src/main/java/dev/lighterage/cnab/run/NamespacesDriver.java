package dev.lighterage.cnab.run;

import dev.lighterage.contract.operation.Mount;
import dev.lighterage.contract.operation.Places;
import dev.lighterage.contract.operation.Reserved;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs an image in namespaces of this machine, with util-linux and no daemon, for root and for
/// ordinary users.
///
/// The image is unpacked once and laid read-only below a file system in memory, which takes all
/// that the run writes, the files put into it among them, and is gone with it. The run tool is a
/// user without capabilities in a user namespace of its own inside the namespace that holds the
/// mounts: it cannot mount, leave its root or become another user. Root starts it as user 65532. It
/// sees no other process of the machine, and shares the network only where that was granted.
final class NamespacesDriver implements Driver {
  static final String NAME = "namespaces";

  private final DriverSettings settings;
  private final ImageCache images;

  NamespacesDriver(DriverSettings settings) {
    this.settings = settings;
    this.images = new ImageCache(settings.cache().toAbsolutePath());
  }

  /// Found by name.
  public static final class Provider implements DriverProvider {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Driver driver(DriverSettings settings) {
      return new NamespacesDriver(settings);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean runs() {
    return true;
  }

  @Override
  public Optional<String> lacks() {
    return Probe.lacks(Caller.current());
  }

  @Override
  public RunOutcome run(RunRequest request) {
    requireGood(request);
    request.cancellation().requireNone();
    Caller caller = Caller.current();
    Path image = images.root(request.image());
    if (caller.drops()) {
      request.artifacts().values().forEach(OpenToAll::read);
    }
    Path work = workFolder();
    List<String> command = NamespaceCommand.run(request, caller, image, work);
    try (var process = NamespaceProcess.start(command, request.limits().line())) {
      process.await("ready");
      Path inside = process.root().resolve(work.toString().substring(1));
      try (OutputFolder outputs = fill(request, caller, inside)) {
        process.goOn();
        process.await("mounted");
        return watch(request, process, outputs);
      }
    } catch (IOException e) {
      throw Failure.storage("could not put files into the run", work, e);
    }
  }

  private RunOutcome watch(RunRequest request, NamespaceProcess process, OutputFolder outputs)
      throws IOException {
    var over = new AtomicBoolean();
    var stopped = new AtomicBoolean();
    request
        .cancellation()
        .onCancel(
            () -> {
              if (!over.get()) {
                stopped.set(true);
                process.stop(settings.grace());
              }
            });
    LogSink log = Redaction.of(request);
    try (var steps = new StepWatch(log, outputs, request.progress())) {
      process.runToEnd(steps, request.limits().line());
    }
    over.set(true);
    int code = process.exitCode();
    return new RunOutcome(
        code,
        stopped.get() && code != 0,
        outputs.take(request.outputs()),
        outputs.refused(),
        outputs.steps());
  }

  /// Puts everything into the root that the run finds there; `inside` is the work folder as the
  /// process of the run sees it.
  private static OutputFolder fill(RunRequest request, Caller caller, Path inside)
      throws IOException {
    var root = new RootFiles(inside.resolve("root"), caller.owner());
    root.folder("/proc");
    root.folder("/dev");
    if (!Files.isSymbolicLink(inside.resolve("root/tmp"))) {
      Files.setAttribute(root.folder("/tmp"), "unix:mode", 01777, LinkOption.NOFOLLOW_LINKS);
    }
    root.folder(Places.OUTPUTS);
    request.artifacts().keySet().forEach(name -> root.folder(Places.ARTIFACTS + "/" + name));
    request.mounts().forEach(mount -> root.folder(mount.path()));
    request.files().forEach(root::file);
    var own = new RootFiles(inside, caller.owner());
    own.giveAway(inside.resolve("outputs"));
    Bytes environment = EnvironmentFile.write(request);
    own.file(new InputFile("/environment", Content.of(environment), true));
    return OutputFolder.open(inside.resolve("outputs"), request.limits());
  }

  private Path workFolder() {
    Path work = settings.cache().toAbsolutePath().resolve("run");
    try {
      return Files.createDirectories(work);
    } catch (IOException e) {
      throw Failure.storage("could not make a folder", work, e);
    }
  }

  private static void requireGood(RunRequest request) {
    for (Mount mount : request.mounts()) {
      if (!Path.of(mount.host()).isAbsolute() || !Files.isDirectory(Path.of(mount.host()))) {
        throw Failure.of(Failure.Kind.NOT_FOUND, "the granted folder is not there", mount.host());
      }
      if (Reserved.path(mount.path())) {
        throw Failure.of(
            Failure.Kind.INVALID, "a granted folder cannot appear there", mount.path());
      }
    }
    Mount.nested(request.mounts())
        .ifPresent(
            inner -> {
              throw Failure.of(
                  Failure.Kind.INVALID, "a granted folder inside another one", inner.path());
            });
    for (String component : request.artifacts().keySet()) {
      if (component.isEmpty() || component.contains("/") || component.startsWith(".")) {
        throw Failure.of(Failure.Kind.INVALID, "not a name that a folder can have", component);
      }
    }
    for (InputFile file : request.files()) {
      request.mounts().stream()
          .filter(mount -> Path.of(file.path()).startsWith(mount.path()))
          .findFirst()
          .ifPresent(
              mount -> {
                throw Failure.of(
                        Failure.Kind.INVALID, "a granted folder would hide a file", file.path())
                    .with("folder", mount.path());
              });
    }
  }
}
