package dev.lighterage.oci.model;

import dev.lighterage.oci.value.Failure;
import java.util.regex.Pattern;

/// One repository of a registry: `host[:port]` and the repository's name.
///
/// Source: distribution-spec 1.1, "Pulling manifests", `<name>`. `docker.io` is written out; it is
/// never assumed.
public record Repository(String registry, String name) {
  /// distribution-spec 1.1: the grammar of `<name>`.
  private static final Pattern NAME =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*");

  private static final Pattern REGISTRY =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?|\\[[0-9a-fA-F:]+])(?::[0-9]{1,5})?");

  /// Host and name together, distribution-spec 1.1: many clients take no more.
  private static final int MAX_LENGTH = 255;

  public Repository {
    if (!REGISTRY.matcher(registry).matches()) {
      throw invalid(registry + "/" + name, "a registry is host[:port]");
    }
    if (!NAME.matcher(name).matches()) {
      throw invalid(
          registry + "/" + name,
          "a repository name has lower-case letters and digits, joined by single . _ - or /");
    }
    if (registry.length() + 1 + name.length() > MAX_LENGTH) {
      throw invalid(registry + "/" + name, "longer than " + MAX_LENGTH + " characters");
    }
  }

  private static Failure invalid(String text, String why) {
    return Failure.of(Failure.Kind.INVALID, "not a repository", text).with("why", why);
  }

  /// Reads `host[:port]/name`; the first part must look like a host (a dot, a colon, or
  /// `localhost`).
  public static Repository parse(String text) {
    int slash = text.indexOf('/');
    String first = slash < 0 ? text : text.substring(0, slash);
    if (slash < 0 || !(first.contains(".") || first.contains(":") || first.equals("localhost"))) {
      throw invalid(text, "it must begin with the registry's host, such as registry.example.com/");
    }
    return new Repository(first, text.substring(slash + 1));
  }

  /// The repository one level below, such as `<this>/web`.
  public Repository child(String child) {
    return new Repository(registry, name + "/" + child);
  }

  @Override
  public String toString() {
    return registry + "/" + name;
  }
}
