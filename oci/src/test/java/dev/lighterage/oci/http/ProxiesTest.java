package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Failure;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxiesTest {
  private static final String LOGIN =
      "Basic "
          + Base64.getEncoder().encodeToString("ann:p@ss+word".getBytes(StandardCharsets.UTF_8));

  private final TestTime time = new TestTime();

  private HttpSettings through(Map<String, String> environment) {
    return time.settings()
        .withPlainHosts(Set.of("registry.example"))
        .withProxies(Proxies.of(environment));
  }

  @Test
  void asksPlainAddressesThroughTheProxy() {
    try (var proxy = new FaultServer();
        var http = new Http(through(Map.of("HTTP_PROXY", withLogin(proxy.url("")))))) {
      proxy.on("GET http://registry.example/v2/", Reply.of(200).text("hello"));

      Answer answer = http.send(Request.get(URI.create("http://registry.example/v2/")));

      assertThat(answer.bytes().text()).isEqualTo("hello");
      assertThat(proxy.last().headers())
          .containsEntry("Proxy-Authorization", LOGIN)
          .containsEntry("Host", "registry.example");
    }
  }

  private static String withLogin(String url) {
    return url.replace("http://", "http://ann:p%40ss+word@");
  }

  @Test
  void asksLoopbackDirectlyAndShowsItNoLoginOfTheProxy() {
    try (var server = new FaultServer();
        var http = new Http(through(Map.of("HTTP_PROXY", "http://ann:secret@127.0.0.1:1")))) {
      server.on("GET /a", Reply.of(200).text("hello"));
      assertThat(http.send(Request.get(URI.create(server.url("/a")))).bytes().text())
          .isEqualTo("hello");
      assertThat(server.last().headers()).doesNotContainKey("Proxy-Authorization");
    }
  }

  @Test
  void asksSecureAddressesThroughATunnel(@TempDir Path folder) throws Exception {
    var keys = TestKeys.make(folder, "dns:registry.example");
    var lines = new CopyOnWriteArrayList<String>();
    try (var server = new FaultServer(keys.context().getServerSocketFactory(), "https");
        var proxy = new TunnelProxy(URI.create(server.url("/")).getPort(), "200 Made");
        var http =
            new Http(
                through(Map.of("https_proxy", proxy.url("ann:p%40ss+word@")))
                    .withCaFile(keys.caFile())
                    .withTrace(lines::add))) {
      server.on("GET /v2/", Reply.of(200).text("hello"));

      Answer answer = http.send(Request.get(URI.create("https://registry.example/v2/")));

      assertThat(answer.bytes().text()).isEqualTo("hello");
      assertThat(proxy.heads()).hasSize(1);
      assertThat(proxy.heads().getFirst())
          .startsWith("CONNECT registry.example:443 HTTP/1.1\r\n")
          .contains("Proxy-Authorization: " + LOGIN);
      assertThat(server.last().headers()).doesNotContainKey("Proxy-Authorization");
      assertThat(lines).isNotEmpty().noneMatch(line -> line.contains(LOGIN.substring(6)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "407 Login First, 1, 'the proxy refused: 407, it wants a login'",
    "403 No, 1, the proxy refused: 403",
    "503 Busy, 5, the proxy refused: 503"
  })
  void namesTheProxyThatRefuses(String status, int times, String why) throws Exception {
    try (var proxy = new TunnelProxy(1, status);
        var http = new Http(through(Map.of("HTTPS_PROXY", proxy.url("ann:secret@"))))) {
      assertThatThrownBy(() -> http.send(Request.get(URI.create("https://registry.example/v2/"))))
          .isInstanceOfSatisfying(
              Failure.class,
              f -> {
                assertThat(f.kind()).isEqualTo(Failure.Kind.UNREACHABLE);
                assertThat(f.facts())
                    .containsEntry("proxy", proxy.url("").substring(7))
                    .containsEntry("why", why);
                assertThat(f.toString() + f.facts()).doesNotContain("secret");
              });
      assertThat(proxy.heads()).hasSize(times);
    }
  }

  @Test
  void namesTheProxyThatWantsALoginForAPlainAddress() {
    try (var proxy = new FaultServer();
        var http = new Http(through(Map.of("HTTP_PROXY", proxy.host())))) {
      proxy.otherwise(Reply.of(407));
      assertThatThrownBy(() -> http.send(Request.get(URI.create("http://registry.example/v2/"))))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.facts()).containsEntry("proxy", proxy.host()))
          .hasMessageContaining("the proxy refused: 407");
    }
  }

  @Test
  void namesTheProxyThatIsNotThere() {
    try (var http = new Http(through(Map.of("HTTPS_PROXY", "127.0.0.1:1")))) {
      assertThatThrownBy(() -> http.send(Request.get(URI.create("https://registry.example/v2/"))))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.facts()).containsEntry("proxy", "127.0.0.1:1"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "*, a.example, true",
    "'', a.example, false",
    "a.example, a.example, true",
    "'b.example, A.EXAMPLE ', a.example, true",
    "example, a.example, true",
    "ample, a.example, false",
    ".a.example, a.example, false",
    ".example, a.example, true",
    "*.example, a.example, true",
    "*.a.example, a.example, false",
    "a.example:443, a.example, true",
    "a.example:5000, a.example, false",
    "a.example:5000, a.example:5000, true",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3:443, 10.1.2.3, true",
    "10.1.2.3:444, 10.1.2.3, false",
    "10.1.2.30, 10.1.2.3, false",
    "2.3, 10.1.2.3, false",
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/15, 10.1.2.3, true",
    "10.0.0.0/16, 10.1.2.3, false",
    "10.0.0.0/0, 11.1.2.3, true",
    "10.0.0.0/33, 10.1.2.3, false",
    "10.0.0.0/x, 10.1.2.3, false",
    "10.0.0.0/8, a.example, false",
    "10.0.0.0/8, '[fd00::1]', false",
    "fd00::/8, '[fd00::1]', true",
    "fd00::1, '[fd00::1]', true",
    "fd00::1, '[fd00::1]:5000', true",
    "'[fd00::1]:5000', '[fd00::1]:5000', true",
    "'[fd00::1]:5000', '[fd00::1]', false",
  })
  void noProxyNamesHostsThatAreAskedDirectly(String words, String authority, boolean direct) {
    Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "proxy:3128", "NO_PROXY", words));
    assertThat(proxies.at(Origin.of(URI.create("https://" + authority))).isEmpty())
        .isEqualTo(direct);
  }

  @Test
  void anEmptyVariableIsNone() {
    Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", " ", "https_proxy", "", "HTTP_PROXY", ""));
    assertThat(proxies).isEqualTo(Proxies.none());
  }

  @Test
  void capitalsCountMore() {
    Proxies proxies = Proxies.of(Map.of("HTTPS_PROXY", "a:1", "https_proxy", "b:2"));
    assertThat(proxies.https().map(Object::toString)).contains("a:1");
    assertThat(Proxies.of(Map.of("HTTP_PROXY", "a")).http().map(Object::toString)).contains("a:80");
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://a:1", "https://ann:secret@a:1", "http://", "a b", "http://a:x"})
  void refusesWhatIsNoProxyWithoutSayingItsPassword(String value) {
    for (String name : List.of("HTTP_PROXY", "HTTPS_PROXY")) {
      assertThatThrownBy(() -> Proxies.of(Map.of(name, value)))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.INVALID))
          .hasMessageStartingWith("not the address of a proxy: " + name + ";")
          .satisfies(f -> assertThat(((Failure) f).facts().toString()).doesNotContain("secret"));
    }
  }
}
