package dev.lighterage.cli.command;

import dev.lighterage.cli.session.Session;
import dev.lighterage.cnab.policy.Policy;
import dev.lighterage.contract.operation.Mount;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Flags that say what a bundle may do.
final class Grants {
  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "Judge by this policy (default: policy.yaml in lighter's configuration folder).")
  private @Nullable Path policy;

  @Option(
      names = "--allow-exec",
      description = "Let mixins run arbitrary commands, where no policy file decides.")
  private boolean allowExec;

  @Option(
      names = "--mount",
      paramLabel = "DIR:PATH",
      description = "Grant a folder of this machine, at PATH in the run. Repeatable.")
  private List<String> mounts = new ArrayList<>();

  /// The policy of the flag, else of the configuration folder, else the built-in one. A file
  /// decides alone, so a flag beside it that grants nothing is said.
  Policy policy(Session session) {
    Path usual = session.folders().configuration().resolve("policy.yaml");
    Path file = policy == null ? usual : session.path(policy);
    if (policy == null && !Files.exists(usual)) {
      return Policy.builtIn(allowExec);
    }
    if (allowExec) {
      session.console().warn("--allow-exec grants nothing beside a policy file: " + file);
    }
    return Policy.load(file);
  }

  /// The granted folders, links resolved. Fails with `INVALID` or `NOT_FOUND`.
  List<Mount> mounts(Session session) {
    return mounts.stream().map(text -> mount(session, text)).toList();
  }

  private static Mount mount(Session session, String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || !text.startsWith("/", colon + 1)) {
      throw Failure.of(Failure.Kind.INVALID, "not a mount", text)
          .with("expected", "DIR:PATH, with PATH absolute");
    }
    Path folder = session.path(Path.of(text.substring(0, colon)));
    try {
      Path real = folder.toRealPath();
      if (!Files.isDirectory(real)) {
        throw Failure.of(Failure.Kind.INVALID, "no folder", real.toString());
      }
      return new Mount(real.toString(), text.substring(colon + 1));
    } catch (NoSuchFileException e) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such folder", folder.toString()).because(e);
    } catch (IOException e) {
      throw Failure.storage("could not look at a folder", folder, e);
    }
  }
}
