package dev.lighterage.oci.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.http.FaultServer;
import dev.lighterage.oci.http.Http;
import dev.lighterage.oci.http.Reply;
import dev.lighterage.oci.http.Request;
import dev.lighterage.oci.http.TestTime;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccessTest {
  private static final Login PASSWORD = new Login.Password("ann", Secret.of("s3cret"));
  private static final String BASIC = "Basic YW5uOnMzY3JldA==";
  private static final String PULL = "repository%3Ashop%2Fweb%3Apull";
  private static final String BOTH = "repository%3Ashop%2Fweb%3Apull%2Cpush";

  private final List<String> trace = Collections.synchronizedList(new ArrayList<>());
  private final TestTime time = new TestTime();
  private final FaultServer server = new FaultServer();
  private final FaultServer tokens = new FaultServer();
  private final Http http = new Http(time.settings().withTrace(trace::add));

  @AfterEach
  void close() {
    http.close();
    server.close();
    tokens.close();
    assertThat(String.join("\n", trace)).doesNotContain("s3cret", "YW5u", "tok-");
  }

  private Access access(Optional<Login> login) {
    return new Access(http, credentials(login));
  }

  private Credentials credentials(Optional<Login> login) {
    Credentials none = Credentials.of(Environment.of(Map.of(), Path.of("/nowhere")));
    return login.map(l -> none.given(Map.of(server.host(), l))).orElse(none);
  }

  private Purpose pull() {
    return new Purpose(server.host(), "shop/web", Scopes.pull("shop/web"));
  }

  private Purpose push() {
    return new Purpose(server.host(), "shop/web", Scopes.push("shop/web"));
  }

  private Request get(String path) {
    return Request.get(URI.create(server.url(path)));
  }

  private Reply challenge() {
    return Reply.json(401, "{}")
        .header(
            "WWW-Authenticate", "Bearer realm=\"" + tokens.url("/token") + "\",service=\"reg\"");
  }

  private static Reply token(String name) {
    return Reply.json(200, "{\"token\":\"tok-" + name + "\",\"expires_in\":300}");
  }

  private static Failure failure(Failure.Kind kind, Runnable work) {
    Failure failure = Assertions.catchThrowableOfType(Failure.class, work::run);
    assertThat(failure).isNotNull();
    assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(kind);
    assertThat(failure.getMessage()).doesNotContain("s3cret", "tok-");
    return failure;
  }

  @Test
  void asksNobodyWhereNobodyIsAsked() {
    server.on("GET /a", Reply.of(200));
    assertThat(access(Optional.of(PASSWORD)).send(get("/a"), pull()).status()).isEqualTo(200);
    assertThat(server.last().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void answersChallengeWithAnonymousToken() {
    server.on("GET /a", challenge(), Reply.of(200));
    tokens.on("GET /token?service=reg&scope=" + PULL, token("1"));
    assertThat(access(Optional.empty()).send(get("/a"), pull()).status()).isEqualTo(200);
    assertThat(server.last().headers()).containsEntry("Authorization", "Bearer tok-1");
    assertThat(tokens.last().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void showsPasswordToTheTokenServiceOnly() {
    server.on("GET /a", challenge(), Reply.of(200));
    tokens.on("GET /token?service=reg&scope=" + PULL, token("1"));
    access(Optional.of(PASSWORD)).send(get("/a"), pull());
    assertThat(tokens.last().headers()).containsEntry("Authorization", BASIC);
    assertThat(server.last().headers()).containsEntry("Authorization", "Bearer tok-1");
  }

  @Test
  void postsPasswordWhereTheServiceKnowsNoGet() {
    server.on("GET /a", challenge(), Reply.of(200));
    tokens
        .on("GET /token?service=reg&scope=" + PULL, Reply.of(405))
        .on("POST /token", Reply.json(200, "{\"access_token\":\"tok-2\"}"));
    access(Optional.of(PASSWORD)).send(get("/a"), pull());
    assertThat(tokens.last().text())
        .isEqualTo(
            "grant_type=password&username=ann&password=s3cret&service=reg&scope="
                + PULL
                + "&client_id=lighter");
    assertThat(server.last().headers()).containsEntry("Authorization", "Bearer tok-2");
  }

  @Test
  void postsIdentityToken() {
    server.on("GET /a", challenge(), Reply.of(200));
    tokens.on("POST /token", token("3"));
    access(Optional.of(new Login.IdentityToken(Secret.of("s3cret/+")))).send(get("/a"), pull());
    assertThat(tokens.last().text())
        .isEqualTo(
            "grant_type=refresh_token&refresh_token=s3cret%2F%2B&service=reg&scope="
                + PULL
                + "&client_id=lighter");
    assertThat(tokens.last().headers())
        .containsEntry("Content-Type", "application/x-www-form-urlencoded");
  }

  @Test
  void showsRegistryTokenItself() {
    server.on("GET /a", challenge(), Reply.of(200));
    access(Optional.of(new Login.RegistryToken(Secret.of("tok-own")))).send(get("/a"), pull());
    assertThat(server.last().headers()).containsEntry("Authorization", "Bearer tok-own");
    assertThat(tokens.seen()).isEmpty();
  }

  @Test
  void answersBasicChallenge() {
    server.on(
        "GET /a", Reply.of(401).header("WWW-Authenticate", "Basic realm=\"r\""), Reply.of(200));
    Access access = access(Optional.of(PASSWORD));
    assertThat(access.send(get("/a"), pull()).status()).isEqualTo(200);
    assertThat(server.last().headers()).containsEntry("Authorization", BASIC);
    access.send(get("/a"), pull());
    assertThat(server.seen()).hasSize(3);
  }

  @Test
  void prefersBearerToBasic() {
    server.on("GET /a", challenge().header("WWW-Authenticate", "Basic realm=\"r\""), Reply.of(200));
    tokens.on("GET /token?service=reg&scope=" + PULL, token("1"));
    access(Optional.of(PASSWORD)).send(get("/a"), pull());
    assertThat(server.last().headers()).containsEntry("Authorization", "Bearer tok-1");
  }

  @Test
  void givesBackTheRefusalWhenThereIsNothingToShow() {
    server.on("GET /a", Reply.of(401).header("WWW-Authenticate", "Basic realm=\"r\""));
    assertThat(access(Optional.empty()).send(get("/a"), pull()).status()).isEqualTo(401);
    assertThat(server.seen()).hasSize(1);
    server.on("GET /b", Reply.of(401));
    assertThat(access(Optional.of(PASSWORD)).send(get("/b"), pull()).status()).isEqualTo(401);
    server.on("GET /c", Reply.of(401).header("WWW-Authenticate", "Basic realm=\"r\""));
    assertThat(access(Optional.of(PASSWORD)).send(get("/c"), pull()).status()).isEqualTo(401);
    assertThat(server.lines()).containsExactly("GET /a", "GET /b", "GET /c", "GET /c");
  }

  @Test
  void remembersChallengeAndToken() {
    server.on("GET /a", challenge(), Reply.of(200)).on("GET /b", Reply.of(200));
    tokens.on("GET /token?service=reg&scope=" + PULL, token("1"));
    Access access = access(Optional.empty());
    access.send(get("/a"), pull());
    access.send(get("/b"), pull());
    assertThat(server.lines()).containsExactly("GET /a", "GET /a", "GET /b");
    assertThat(tokens.seen()).hasSize(1);
  }

  @Test
  void usesWiderTokenForLess() {
    server.on("GET /a", challenge(), Reply.of(200)).on("GET /b", Reply.of(200));
    tokens.on("GET /token?service=reg&scope=" + BOTH, token("1"));
    Access access = access(Optional.empty());
    access.send(get("/a"), push());
    access.send(get("/b"), pull());
    assertThat(tokens.seen()).hasSize(1);
  }

  @Test
  void asksForSourceAndTargetOfAMountInOneToken() {
    server.on("GET /a", challenge(), Reply.of(200));
    tokens.on("GET /token?service=reg&scope=repository%3Abase%3Apull&scope=" + BOTH, token("1"));
    access(Optional.empty()).send(get("/a"), push().and(Scopes.pull("base")));
    assertThat(tokens.seen()).hasSize(1);
    assertThat(server.last().headers()).containsEntry("Authorization", "Bearer tok-1");
  }

  @Test
  void asksForWhatTheChallengeNamesToo() {
    server.on(
        "GET /a",
        Reply.of(401)
            .header(
                "WWW-Authenticate",
                "Bearer scope=\"repository:shop/web:push registry:catalog:*\", realm=\""
                    + tokens.url("/token?a=b")
                    + "\""),
        Reply.of(200));
    tokens.on("GET /token?a=b&scope=registry%3Acatalog%3A*&scope=" + BOTH, token("1"));
    assertThat(access(Optional.empty()).send(get("/a"), pull()).status()).isEqualTo(200);
  }

  @Test
  void renewsTokenBeforeItEnds() {
    server.on("GET /a", challenge(), Reply.of(200));
    tokens.on("GET /token?service=reg&scope=" + PULL, token("1"), token("2"));
    Access access = access(Optional.empty());
    access.send(get("/a"), pull());
    time.pass(Duration.ofSeconds(294));
    access.send(get("/a"), pull());
    assertThat(tokens.seen()).hasSize(1);
    time.pass(Duration.ofSeconds(2));
    access.send(get("/a"), pull());
    assertThat(tokens.seen()).hasSize(2);
    assertThat(server.last().headers()).containsEntry("Authorization", "Bearer tok-2");
  }

  @Test
  void believesNoTokenForMoreThanADay() {
    server.on("GET /a", challenge(), Reply.of(200));
    Reply forever = Reply.json(200, "{\"token\":\"tok-1\",\"expires_in\":" + Long.MAX_VALUE + "}");
    tokens.on("GET /token?service=reg&scope=" + PULL, forever, token("2"));
    Access access = access(Optional.empty());
    access.send(get("/a"), pull());
    time.pass(Duration.ofHours(23));
    access.send(get("/a"), pull());
    assertThat(tokens.seen()).hasSize(1);
    time.pass(Duration.ofHours(1));
    access.send(get("/a"), pull());
    assertThat(tokens.seen()).hasSize(2);
  }

  @Test
  void renewsTokenThatIsRefusedOnceAndNoMore() {
    server.on("GET /a", challenge(), Reply.of(200), challenge(), Reply.of(200), challenge());
    tokens.on("GET /token?service=reg&scope=" + PULL, token("1"), token("2"), token("3"));
    Access access = access(Optional.empty());
    access.send(get("/a"), pull());
    assertThat(access.send(get("/a"), pull()).status()).isEqualTo(200);
    assertThat(server.last().headers()).containsEntry("Authorization", "Bearer tok-2");
    assertThat(access.send(get("/a"), pull()).status()).isEqualTo(401);
    assertThat(tokens.seen()).hasSize(3);
  }

  @Test
  void getsOneTokenForManyRequestsAtOnce() throws Exception {
    server.on(
        "GET /a",
        seen -> seen.headers().containsKey("Authorization") ? Reply.of(200) : challenge());
    tokens.on("GET /token?service=reg&scope=" + PULL, token("1"));
    Access access = access(Optional.empty());
    var answers = new ArrayList<Future<Integer>>();
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        answers.add(all.submit(() -> access.send(get("/a"), pull()).status()));
      }
    }
    for (Future<Integer> answer : answers) {
      assertThat(answer.get()).isEqualTo(200);
    }
    assertThat(tokens.seen()).hasSize(1);
  }

  @Test
  void keepsTokensOfHostsApart() {
    try (FaultServer other = new FaultServer()) {
      server.on("GET /a", challenge(), Reply.of(200));
      other.on("GET /a", Reply.of(200));
      tokens.on("GET /token?service=reg&scope=" + PULL, token("1"));
      Access access = access(Optional.empty());
      access.send(get("/a"), pull());
      access.send(Request.get(URI.create(other.url("/a"))), pull());
      assertThat(other.last().headers()).doesNotContainKey("Authorization");
    }
  }

  @Test
  void doesNotAnswerTheChallengeOfAHostThatItWasRedirectedTo() {
    try (FaultServer other = new FaultServer()) {
      server.on("GET /a", Reply.redirect(307, other.url("/b")));
      other.on("GET /b", Reply.of(401).header("WWW-Authenticate", "Basic realm=x"));
      Access access = access(Optional.of(PASSWORD));
      assertThat(access.send(get("/a"), pull()).status()).isEqualTo(401);
      assertThat(other.last().headers()).doesNotContainKey("Authorization");
    }
  }

  @Test
  void sendsContentAgainAfterAChallenge() {
    server.on("PUT /a", challenge(), Reply.of(201));
    tokens.on("GET /token?service=reg&scope=" + BOTH, token("1"));
    Request put =
        Request.of("PUT", URI.create(server.url("/a"))).with(Request.Body.of(Bytes.utf8("text")));
    assertThat(access(Optional.empty()).send(put, push()).status()).isEqualTo(201);
    assertThat(server.last().text()).isEqualTo("text");
  }

  @Test
  void refusesTokenServiceElsewhereForALoginOnly() {
    String realm = "http://" + tokens.otherName() + "/token";
    server.on("GET /a", Reply.of(401).header("WWW-Authenticate", "Bearer realm=\"" + realm + "\""));
    tokens.on("GET /token?scope=" + PULL, token("1"));
    failure(Failure.Kind.PROTOCOL, () -> access(Optional.of(PASSWORD)).send(get("/a"), pull()));
    assertThat(tokens.seen()).isEmpty();
    access(Optional.empty()).send(get("/a"), pull());
    assertThat(tokens.seen()).hasSize(1);
    var trusting = credentials(Optional.of(PASSWORD)).withTokenHosts(Set.of("localhost"));
    assertThat(trusting.mayShow("127.0.0.1", "localhost")).isTrue();
  }

  @Test
  void refusesTokenServiceInsideTheNetworkOrInPlainHttp() {
    for (String realm :
        List.of(
            "http://169.254.169.254/token",
            "http://registry.example.com/token",
            "file:///etc/passwd",
            "http://u:p@127.0.0.1/",
            "not an address")) {
      server.on(
          "GET /a", Reply.of(401).header("WWW-Authenticate", "Bearer realm=\"" + realm + "\""));
      failure(Failure.Kind.PROTOCOL, () -> access(Optional.empty()).send(get("/a"), pull()));
    }
  }

  @Test
  void knowsWhichTokenServicesAreARegistrysOwn() {
    Credentials any = credentials(Optional.empty());
    assertThat(any.mayShow("registry-1.docker.io", "auth.docker.io")).isTrue();
    assertThat(any.mayShow("registry.gitlab.com", "gitlab.com")).isTrue();
    assertThat(any.mayShow("ghcr.io", "ghcr.io")).isTrue();
    assertThat(any.mayShow("ghcr.io", "evil.io")).isFalse();
    assertThat(any.mayShow("a.co.uk", "b.co.uk")).isFalse();
    assertThat(any.mayShow("r.a.co.uk", "t.a.co.uk")).isTrue();
    assertThat(any.mayShow("10.0.0.1", "10.1.0.1")).isFalse();
    assertThat(any.mayShow("localhost", "evil.localhost")).isFalse();
  }

  @Test
  void saysThatTheTokenServiceRefused() {
    server.on("GET /a", challenge());
    for (int status : new int[] {400, 401, 403}) {
      tokens.on("GET /token?service=reg&scope=" + PULL, Reply.json(status, "{\"s3cret\":1}"));
      Failure failure =
          failure(
              Failure.Kind.UNAUTHORIZED,
              () -> access(Optional.of(PASSWORD)).send(get("/a"), pull()));
      assertThat(failure.facts()).containsEntry("status", String.valueOf(status));
    }
    tokens.on("GET /token?service=reg&scope=" + PULL, Reply.of(500));
    failure(Failure.Kind.PROTOCOL, () -> access(Optional.empty()).send(get("/a"), pull()));
  }

  @Test
  void refusesWhatIsNoToken() {
    server.on("GET /a", challenge());
    for (String body :
        List.of(
            "",
            "<html>",
            "{}",
            "{\"token\":\"\"}",
            "{\"token\":\"a b\"}",
            "{\"token\":\"a\\nb\"}",
            "{\"token\":7}")) {
      tokens.on("GET /token?service=reg&scope=" + PULL, Reply.of(200).text(body));
      failure(Failure.Kind.PROTOCOL, () -> access(Optional.empty()).send(get("/a"), pull()));
    }
  }
}
