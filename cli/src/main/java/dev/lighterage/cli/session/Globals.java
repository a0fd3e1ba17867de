package dev.lighterage.cli.session;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Flags that every command takes, before or after its name.
public final class Globals {
  @Option(
      names = "--plain-http",
      paramLabel = "HOST[:PORT]",
      scope = ScopeType.INHERIT,
      description = "Speak plain HTTP with this registry; loopback needs no flag. Repeatable.")
  List<String> plainHttp = new ArrayList<>();

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Trust the certificates of this PEM file too.")
  @Nullable Path caFile;

  @Option(
      names = "--token-service",
      paramLabel = "HOST",
      scope = ScopeType.INHERIT,
      description =
          "Show a registry's login to this token service too, though it is in another domain than"
              + " the registry. Repeatable.")
  List<String> tokenServices = new ArrayList<>();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Answer with one JSON document (docs/json.md).")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "No notes and no progress; warnings and errors stay.")
  boolean quiet;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colour; so does a NO_COLOR that is set.")
  boolean noColor;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show requests and answers, secrets blotted out, and stack traces.")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show help and end.")
  boolean help;

  /// Finds `--json` in a command line that could not be read, so that its ending is JSON too.
  public void foresee(List<String> args) {
    json = args.contains("--json");
    debug = args.contains("--debug");
  }

  /// Hosts that are spoken to without TLS.
  public List<String> plainHttp() {
    return List.copyOf(plainHttp);
  }

  /// Hosts of token services that may see a login whatever registry names them.
  public List<String> tokenServices() {
    return List.copyOf(tokenServices);
  }

  /// A PEM file of certificates to trust beside the JDK's.
  public Optional<Path> caFile() {
    return Optional.ofNullable(caFile);
  }
}
