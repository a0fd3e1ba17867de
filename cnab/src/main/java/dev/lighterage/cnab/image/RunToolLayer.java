package dev.lighterage.cnab.image;

import dev.lighterage.contract.operation.Places;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.pack.Packer;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The one layer that all runners share: the run tool on a Java runtime with a loader and a C
/// library of its own.
///
/// In the image: `/cnab/app/run`, `/cnab/app/rt/`, and the empty folders `/cnab/app/outputs`,
/// `/cnab/app/artifacts`, `/cnab/app/mixins` and `/tmp`. The same JDK, C library and jars give the
/// same digest.
public final class RunToolLayer {
  /// The kernel starts `java @run.args /cnab/app/run`: no shell is needed. The runtime's flags are
  /// small because a run is short, and FORK because `jspawnhelper` is not there.
  private static final String RUN =
      "#!" + Places.RUNTIME + "/bin/java @" + Places.RUNTIME + "/run.args\n";

  /// For the programs of mixins too. Measured: docs/decisions/0004.
  private static final String FLAGS =
      """
      -XX:+UseSerialGC
      -XX:TieredStopAtLevel=1
      -XX:-UsePerfData
      -XX:+DisableAttachMechanism
      -Xshare:auto
      -Xmx64m
      """;

  private static final String NOTICE =
      """
      Java, linked from the JDK that lighter was built with (release); its licences: legal/.
      The loader and C library (GNU C Library, LGPL 2.1 or later) are those of the machine that
      lighter was built on. bin/java, lib/ld.so and lib/libc.so.6 are changed in a few texts: see
      docs/decisions/0004 in the sources of Lighterage.
      """;

  private final Path work;

  /// `work` is a folder for what is made on the way; it is the caller's to remove.
  public RunToolLayer(Path work) {
    this.work = work;
  }

  /// Makes the layer from the run tool's jars and those of its libraries. Fails with `UNSUPPORTED`
  /// where this machine's Java or C library cannot be used.
  public Layer make(List<Path> jars) {
    Path runtime = work.resolve("rt");
    JavaRuntime.link(runtime);
    Path lib = runtime.resolve("lib");
    RunToolJar.write(lib.resolve("run-tool.jar"), jars);
    jars.stream()
        .filter(RunToolLayer::isJackson)
        .forEach(jar -> copy(jar, lib.resolve("jackson-core.jar")));
    text(runtime.resolve("program.args"), FLAGS);
    text(
        runtime.resolve("run.args"),
        FLAGS
            + "-Djdk.lang.Process.launchMechanism=FORK\n"
            + "-cp %1$s/lib/run-tool.jar:%1$s/lib/jackson-core.jar\n".formatted(Places.RUNTIME)
            + "dev.lighterage.runtool.Main\n");
    text(runtime.resolve("NOTICE"), NOTICE);
    new CLibrary(Libraries.ofThisMachine()).complete(runtime);
    return new Packer(work).tarGzip(MediaTypes.OCI_LAYER_GZIP, entries(runtime));
  }

  private static List<TarEntry> entries(Path runtime) {
    return new FileTree()
        .put(Places.RUNTIME, runtime)
        .put(TarEntry.file(Places.RUN.substring(1), true, Content.of(Bytes.utf8(RUN))))
        // Anybody may write there, since it is not known who runs.
        .put(new TarEntry.Folder(Places.OUTPUTS.substring(1), 0777))
        .put(new TarEntry.Folder("tmp", 01777))
        .put(TarEntry.folder(Places.ARTIFACTS.substring(1)))
        .put(TarEntry.folder(Places.MIXINS.substring(1)))
        .entries();
  }

  static boolean isJackson(Path jar) {
    return jar.getFileName().toString().startsWith("jackson-core");
  }

  private static void copy(Path from, Path to) {
    try {
      Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not copy", from.toString()).because(e);
    }
  }

  private static void text(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not write", file.toString()).because(e);
    }
  }
}
