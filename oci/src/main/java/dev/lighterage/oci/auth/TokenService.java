package dev.lighterage.oci.auth;

import dev.lighterage.oci.http.Answer;
import dev.lighterage.oci.http.Blotted;
import dev.lighterage.oci.http.Excerpt;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.Origin;
import dev.lighterage.oci.http.Request;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/// Gets tokens from the service that a `Bearer` challenge names.
///
/// A password is shown by GET with Basic, or by POST where the service knows no GET; an identity
/// token by POST; nobody asks by GET. Source: distribution, "Token Authentication Specification"
/// and "OAuth2 Token Authentication".
final class TokenService {
  private static final String CLIENT = "lighter";

  /// "Token Authentication Specification": the lifetime of a token that names none.
  private static final long DEFAULT_SECONDS = 60;

  private static final long MAX_SECONDS = Duration.ofDays(1).toSeconds();

  /// RFC 6750, section 2.1 (b64token), and what Java may put into a header.
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");

  private static final Set<Integer> NO_GET = Set.of(404, 405);

  private final Http http;
  private final Credentials credentials;

  TokenService(Http http, Credentials credentials) {
    this.http = http;
    this.credentials = credentials;
  }

  /// A token and how long it may be used.
  record Token(Secret value, Duration lifetime) {}

  /// What a token is asked for: the challenge, the address that gave it, the rights.
  record Wish(Challenge challenge, URI registry, Scopes scopes) {}

  /// Fails with `UNAUTHORIZED` when the service refuses, `PROTOCOL` when it answers something else,
  /// or when the login must not be shown to it.
  Token fetch(Wish wish, Optional<Login> login) {
    URI realm = realm(wish);
    login.ifPresent(_ -> requireTrusted(wish, realm));
    Answer answer = ask(realm, wish, login);
    if (!answer.isGood()) {
      throw refused(realm, answer, login);
    }
    return read(realm, answer.bytes());
  }

  private Answer ask(URI realm, Wish wish, Optional<Login> login) {
    return switch (login.orElse(null)) {
      case null -> http.send(get(realm, wish));
      case Login.Password password -> {
        Answer answer =
            http.send(get(realm, wish).with("Authorization", password.basic().reveal()));
        yield NO_GET.contains(answer.status()) ? http.send(post(realm, wish, password)) : answer;
      }
      case Login.IdentityToken token -> http.send(post(realm, wish, token));
      case Login.RegistryToken _ ->
          throw new IllegalArgumentException("the registry takes this token itself");
    };
  }

  private URI realm(Wish wish) {
    String text = wish.challenge.parameter("realm").orElse("");
    try {
      URI realm = URI.create(text.strip());
      http.requireAllowed("token service", wish.registry, realm);
      return realm;
    } catch (IllegalArgumentException e) {
      throw Failure.of(
              Failure.Kind.PROTOCOL, "not the address of a token service", Blotted.address(text))
          .with("named by", Origin.of(wish.registry));
    }
  }

  private void requireTrusted(Wish wish, URI realm) {
    String registry = Origin.of(wish.registry).host();
    String host = Origin.of(realm).host();
    if (!credentials.mayShow(registry, host)) {
      throw Failure.of(Failure.Kind.PROTOCOL, "token service may not see the login", host)
          .with("token service", host)
          .with("named by", Origin.of(wish.registry))
          .with("why", "it is in another domain than the registry");
    }
  }

  private Request get(URI realm, Wish wish) {
    var query = new StringBuilder(realm.getRawQuery() == null ? "" : realm.getRawQuery());
    parameters(wish, part -> query.append(query.isEmpty() ? "" : "&").append(part));
    String bare = realm.toString().replaceFirst("[?#].*$", "");
    return Request.get(URI.create(query.isEmpty() ? bare : bare + "?" + query))
        .with("Accept", "application/json");
  }

  private void parameters(Wish wish, Consumer<String> to) {
    wish.challenge.parameter("service").ifPresent(s -> to.accept("service=" + encode(s)));
    wish.scopes.texts().forEach(scope -> to.accept("scope=" + encode(scope)));
  }

  private Request post(URI realm, Wish wish, Login login) {
    List<String> form = new ArrayList<>();
    switch (login) {
      case Login.Password(String user, Secret password) -> {
        form.add("grant_type=password");
        form.add("username=" + encode(user));
        form.add("password=" + encode(password.reveal()));
      }
      case Login.IdentityToken(Secret token) -> {
        form.add("grant_type=refresh_token");
        form.add("refresh_token=" + encode(token.reveal()));
      }
      case Login.RegistryToken _ ->
          throw new IllegalArgumentException("the registry takes this token itself");
    }
    wish.challenge.parameter("service").ifPresent(s -> form.add("service=" + encode(s)));
    form.add("scope=" + encode(String.join(" ", wish.scopes.texts())));
    form.add("client_id=" + CLIENT);
    return Request.of("POST", realm)
        .with("Content-Type", "application/x-www-form-urlencoded")
        .with("Accept", "application/json")
        .with(Request.Body.of(Bytes.utf8(String.join("&", form))))
        .repeat(Request.Repeat.ALWAYS);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static Token read(URI realm, Bytes bytes) {
    try {
      JsonObject json = Json.readObject(bytes);
      String value =
          json.findString("token")
              .filter(t -> !t.isEmpty())
              .or(() -> json.findString("access_token"))
              .orElse("");
      if (!TOKEN.matcher(value).matches()) {
        throw Failure.of(Failure.Kind.INVALID, "no token", "$.token");
      }
      long seconds = json.findInteger("expires_in").filter(s -> s > 0).orElse(DEFAULT_SECONDS);
      return new Token(Secret.of(value), Duration.ofSeconds(Math.min(seconds, MAX_SECONDS)));
    } catch (Failure broken) {
      throw Failure.of(Failure.Kind.PROTOCOL, "token service gave no token", Blotted.address(realm))
          .with("why", broken.what() + " at " + Excerpt.of(broken.subject(), 100));
    }
  }

  private static Failure refused(URI realm, Answer answer, Optional<Login> login) {
    boolean denied = answer.status() / 100 == 4 && answer.status() != 429;
    Failure.Kind kind = denied ? Failure.Kind.UNAUTHORIZED : Failure.Kind.PROTOCOL;
    return Failure.of(kind, "token service refused", Blotted.address(realm))
        .with("status", answer.status())
        .with("login", login.isPresent() ? "shown" : "none");
  }
}
