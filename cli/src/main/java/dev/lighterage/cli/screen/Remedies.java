package dev.lighterage.cli.screen;

import dev.lighterage.oci.value.Failure;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The one table of what to end with and what to advise, over everything that can go wrong.
public final class Remedies {
  /// For a lock that says something else than its recipe.
  private static final String STALE_LOCK =
      "Run lighter lock to look up what changed and keep the rest, or take the change back.";

  private static final String OTHER_LOCK =
      "Use a newer lighter, or remove the lock and run lighter lock: everything is looked up anew.";

  /// For a login that its registry wants shown to somebody else.
  private static final String STRANGE_TOKEN_SERVICE =
      "The login was not shown. If it belongs to that service too, say so: --token-service %s";

  /// For a registry that was asked too often (RFC 6585, section 4).
  private static final String TOO_MANY_REQUESTS =
      "The registry counts too many requests: wait, as long as it says above if it does, then run"
          + " the command again; what is complete is not sent twice. Some allow more to those who"
          + " log in: lighter login.";

  /// For a layout on this machine that holds wrong bytes: who wrote it writes it again once they
  /// are gone, since what has the right size counts as there.
  private static final String DAMAGED_FILE =
      "Remove %s, which is damaged, and bring what it held again, by the build or pull that wrote"
          + " it; then run this command again.";

  private static final String LOCAL = "no such (file|folder).*";

  private static final String PATH =
      "Check the path: it counts from the folder where the command runs, in a recipe from the"
          + " recipe's.";

  private static final String LOOK_AS_RUNNER =
      "What is in it, should it be a runner, says lighter runner inspect %s";

  private static final String PORT_TAKEN =
      "Stop what listens there, or listen elsewhere: port 0 takes a free one.";

  private Remedies() {}

  /// An exit code and what a person can do about it.
  public record Remedy(ExitCode code, String words) {}

  /// The row for a failure. Words name the registry where the failure's facts do.
  public static Remedy of(Failure failure) {
    Remedy row = of(failure.kind());
    String words = closer(failure).orElse(row.words());
    String registry = failure.facts().getOrDefault("registry", "REGISTRY");
    return new Remedy(row.code(), words.replace("REGISTRY", registry));
  }

  /// The row for a kind.
  public static Remedy of(Failure.Kind kind) {
    return switch (kind) {
      case INVALID ->
          new Remedy(ExitCode.INVALID, "Correct what is named above, then run the command again.");
      case NOT_FOUND ->
          new Remedy(
              ExitCode.NOT_FOUND,
              "Check the spelling, and that it was built, pushed or installed before.");
      case CORRUPT ->
          new Remedy(
              ExitCode.CORRUPT,
              "Nothing of it was kept. Run the command again; if it stays so, the source itself"
                  + " holds wrong bytes: push them there again.");
      case TOO_LARGE ->
          new Remedy(
              ExitCode.TOO_LARGE,
              "Make it smaller, or do not trust where it came from: the limit guards this"
                  + " machine.");
      case UNAUTHORIZED ->
          new Remedy(ExitCode.UNAUTHORIZED, "Log in first: lighter login REGISTRY");
      case FORBIDDEN ->
          new Remedy(
              ExitCode.FORBIDDEN,
              "Ask the registry's owner for the right to do this, or log in as somebody else:"
                  + " lighter login REGISTRY");
      case UNREACHABLE ->
          new Remedy(
              ExitCode.UNREACHABLE,
              "Check name, port and network, then run the command again: what is complete is not"
                  + " sent twice. A registry without TLS wants --plain-http, one with a certificate"
                  + " of its own --ca-file.");
      case PROTOCOL ->
          new Remedy(
              ExitCode.PROTOCOL,
              "Check that the address is a registry's; if it is, it may be in trouble: try again"
                  + " later. --debug shows the requests and answers.");
      case STORAGE ->
          new Remedy(
              ExitCode.STORAGE,
              "Make room or give the right to write there, then run the command again; nothing is"
                  + " left half-written.");
      case BUSY ->
          new Remedy(ExitCode.BUSY, "Wait until it is done, or stop it, then run this again.");
      case CONFLICT ->
          new Remedy(
              ExitCode.CONFLICT,
              "Decide which of the two is right and change the other; nothing was replaced.");
      case UNSUPPORTED ->
          new Remedy(
              ExitCode.UNSUPPORTED, "Use a machine, registry or file that can, as named above.");
      case PROGRAM ->
          new Remedy(
              ExitCode.PROGRAM,
              "See what the program printed above; it must work by itself first.");
      case CANCELED ->
          new Remedy(ExitCode.CANCELED, "Run the command again to go on; what is complete stays.");
    };
  }

  /// For what a lock names and its registry has lost; `part` as the lock has it.
  private static String lostPart(String part) {
    return "Push it there again, or look up what its reference names now: lighter lock "
        + part.substring(part.indexOf('.') + 1);
  }

  /// Words for what a failure's facts tell closer than its kind does.
  private static Optional<String> closer(Failure failure) {
    Map<String, String> facts = failure.facts();
    return switch (failure.kind()) {
      case CONFLICT -> fact(facts, "changed").map(_ -> STALE_LOCK);
      case UNSUPPORTED -> fact(facts, "lock").map(_ -> OTHER_LOCK);
      case PROTOCOL ->
          fact(facts, "token service")
              .map(STRANGE_TOKEN_SERVICE::formatted)
              .or(() -> fact(facts, "status").filter("429"::equals).map(_ -> TOO_MANY_REQUESTS));
      case CORRUPT -> fact(facts, "file").map(DAMAGED_FILE::formatted);
      case PROGRAM -> fact(facts, "auth file").map(_ -> credentialHelper(failure));
      case NOT_FOUND ->
          fact(facts, "part")
              .map(Remedies::lostPart)
              .or(() -> Optional.of(PATH).filter(_ -> failure.what().matches(LOCAL)));
      case BUSY -> fact(facts, "port").map(_ -> PORT_TAKEN);
      case INVALID -> fact(facts, "image").map(LOOK_AS_RUNNER::formatted);
      case TOO_LARGE, UNAUTHORIZED, FORBIDDEN, UNREACHABLE -> Optional.empty();
      case STORAGE, CANCELED -> Optional.empty();
    };
  }

  /// What a helper prints may be a secret and is never shown here; run by hand, it says it to the
  /// person alone. `store` would want a login on its input; `list` tells whether the helper works.
  private static String credentialHelper(Failure failure) {
    String program = failure.subject();
    if (failure.facts().containsKey("path")) {
      return "Install " + program + ", or take it out of the auth file.";
    }
    boolean stores = "store".equals(failure.facts().get("asked"));
    return "Run it by hand to see what it says: "
        + (stores ? program + " list" : "echo REGISTRY | " + program + " get");
  }

  private static Optional<String> fact(Map<String, String> facts, String name) {
    return Optional.ofNullable(facts.get(name));
  }

  /// For a command line that says nothing we know.
  public static Remedy usage() {
    return new Remedy(ExitCode.USAGE, "See lighter --help, or lighter COMMAND --help.");
  }

  /// For a verdict that denies.
  public static Remedy denied() {
    return new Remedy(
        ExitCode.DENIED,
        "Nothing was run. Grant what the findings name, or change the bundle, as they say.");
  }

  /// For an action that ran and failed.
  public static Remedy actionFailed() {
    return new Remedy(
        ExitCode.ACTION_FAILED,
        "The installation's record keeps how far each step got: see lighter logs and lighter show,"
            + " then upgrade or uninstall from there.");
  }

  /// The row for an ending that a command answered with, if that ending needs one.
  public static Optional<Remedy> after(ExitCode code) {
    return Stream.of(denied(), actionFailed()).filter(row -> row.code() == code).findFirst();
  }

  /// For an exception that nobody foresaw.
  public static Remedy unexpected() {
    return new Remedy(
        ExitCode.UNEXPECTED,
        "This is a defect of lighter. Run the command again with --debug and report what it prints,"
            + " with the output of lighter version.");
  }
}
