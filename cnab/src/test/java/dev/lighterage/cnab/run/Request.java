package dev.lighterage.cnab.run;

import dev.lighterage.contract.operation.Mount;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// A request for a run, put together piece by piece; keeps what the run says.
final class Request {
  final List<String> said = new CopyOnWriteArrayList<>();
  final List<Bytes> reports = new CopyOnWriteArrayList<>();
  final Cancellation cancellation = new Cancellation();
  private final RunImage image;
  private final TreeMap<String, Variable> environment = new TreeMap<>();
  private final List<InputFile> files = new ArrayList<>();
  private final TreeMap<String, Path> artifacts = new TreeMap<>();
  private final TreeMap<String, String> outputs = new TreeMap<>();
  private final List<Mount> mounts = new ArrayList<>();
  private boolean network;
  private Limits limits = Limits.USUAL;
  private Consumer<Bytes> alsoReports = _ -> {};
  private LogSink also = _ -> {};

  Request(RunImage image) {
    this.image = image;
  }

  Request variable(String name, String value) {
    environment.put(name, new Variable.Plain(value));
    return this;
  }

  Request secret(String name, String value) {
    environment.put(name, new Variable.Hidden(Secret.of(value)));
    return this;
  }

  Request file(String path, String text) {
    files.add(new InputFile(path, Content.of(Bytes.utf8(text)), false));
    return this;
  }

  Request secretFile(String path, String text) {
    files.add(new InputFile(path, Content.of(Bytes.utf8(text)), true));
    return this;
  }

  Request artifact(String name, Path folder) {
    artifacts.put(name, folder);
    return this;
  }

  Request output(String name, String path) {
    outputs.put(name, path);
    return this;
  }

  Request mount(Path host, String path) {
    mounts.add(new Mount(host.toString(), path));
    return this;
  }

  Request network() {
    network = true;
    return this;
  }

  Request limits(Limits wanted) {
    limits = wanted;
    return this;
  }

  /// Called for each line too, after it was kept.
  Request also(LogSink sink) {
    also = sink;
    return this;
  }

  /// Called for each report too, after it was kept.
  Request onReport(Consumer<Bytes> consumer) {
    alsoReports = consumer;
    return this;
  }

  private void report(Bytes report) {
    reports.add(report);
    alsoReports.accept(report);
  }

  RunRequest build() {
    LogSink log =
        text -> {
          said.add(text);
          also.line(text);
        };
    return new RunRequest(
        image,
        environment,
        files,
        artifacts,
        outputs,
        mounts,
        network,
        limits,
        log,
        this::report,
        cancellation);
  }
}
