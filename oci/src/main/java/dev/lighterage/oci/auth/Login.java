package dev.lighterage.oci.auth;

import dev.lighterage.oci.value.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// What somebody shows to a registry to be known there.
public sealed interface Login {
  /// The user name that credential helpers give with an identity token (docker-credential-helpers,
  /// "The `get` command").
  String TOKEN_USER = "<token>";

  /// A user's name and password, or an access token in its place.
  record Password(String user, Secret password) implements Login {
    /// RFC 7617, in UTF-8.
    Secret basic() {
      String pair = user + ":" + password.reveal();
      return Secret.of(
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /// A refresh token, which the token service changes into access tokens.
  record IdentityToken(Secret token) implements Login {}

  /// A token that the registry itself takes.
  record RegistryToken(Secret token) implements Login {}
}
