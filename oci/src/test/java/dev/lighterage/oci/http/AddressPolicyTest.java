package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AddressPolicyTest {
  private static final Map<String, String> NAMES =
      Map.of(
          "public.example", "203.0.113.5",
          "storage.example", "198.51.100.7",
          "inside.example", "10.1.2.3",
          "metadata.example", "169.254.169.254");

  private final AddressPolicy addresses = new AddressPolicy(AddressPolicyTest::resolve);

  private static List<InetAddress> resolve(String host) {
    String literal = NAMES.getOrDefault(host, host);
    try {
      return literal.matches("[0-9a-f.:]+")
          ? List.of(InetAddress.getAllByName(literal))
          : List.of();
    } catch (UnknownHostException e) {
      return List.of();
    }
  }

  private void allows(String from, String to) {
    assertThatCode(() -> addresses.require("it", URI.create(from + "/x"), URI.create(to + "/y")))
        .as("%s to %s", from, to)
        .doesNotThrowAnyException();
  }

  private void refuses(String from, String to) {
    assertThatThrownBy(
            () -> addresses.require("it", URI.create(from + "/x"), URI.create(to + "/y")))
        .as("%s to %s", from, to)
        .hasMessageContaining("it is refused");
  }

  @Test
  void allowsPublicHostsAndThoseThatNobodyHereKnows() {
    allows("https://public.example", "https://storage.example");
    allows("https://public.example", "https://unknown.example");
    allows("https://public.example", "https://public.example:8443");
  }

  @Test
  void refusesToLeadFromOutsideInwards() {
    for (String inside :
        List.of(
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "100.64.0.1",
            "127.0.0.1",
            "0.0.0.0",
            "0.1.2.3",
            "169.254.169.254",
            "224.0.0.1",
            "[::1]",
            "[::]",
            "[fe80::1]",
            "[fc00::1]",
            "[fd12:3456::1]",
            "[::ffff:10.0.0.1]",
            "[64:ff9b::a00:1]",
            "[2002:a00:1::]",
            "inside.example",
            "metadata.example")) {
      refuses("https://public.example", "https://" + inside);
    }
  }

  @Test
  void allowsARegistryInsideItsOwnNetwork() {
    allows("https://inside.example", "https://10.9.9.9");
    allows("https://inside.example", "https://storage.example");
    allows("http://127.0.0.1:5000", "http://127.0.0.1:9000");
    allows("http://127.0.0.1:5000", "http://10.9.9.9");
    refuses("https://inside.example", "https://127.0.0.1");
    refuses("https://inside.example", "https://metadata.example");
    refuses("http://127.0.0.1:5000", "http://169.254.169.254");
  }

  @Test
  void neverLeadsFromHttpsToHttp() {
    refuses("https://public.example", "http://public.example");
    refuses("https://public.example", "http://storage.example");
    allows("http://public.example", "https://storage.example");
  }

  @Test
  void knowsLoopbackByName() {
    for (String near : List.of("localhost", "a.localhost", "LOCALHOST", "127.1.2.3", "[::1]")) {
      assertThat(AddressPolicy.isLoopback(near)).as(near).isTrue();
    }
    for (String far :
        List.of("localhost.example", "127.0.0.1.nip.io", "notlocalhost", "128.0.0.1")) {
      assertThat(AddressPolicy.isLoopback(far)).as(far).isFalse();
    }
  }
}
