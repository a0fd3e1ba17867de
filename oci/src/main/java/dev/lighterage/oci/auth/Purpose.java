package dev.lighterage.oci.auth;

/// What a request is for: the registry and the repository whose login counts, and the rights
/// wanted. `repository` is empty for what concerns the registry as a whole.
public record Purpose(String registry, String repository, Scopes scopes) {
  Purpose and(Scopes more) {
    return new Purpose(registry, repository, scopes.and(more));
  }
}
