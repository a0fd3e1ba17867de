package dev.lighterage.oci.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A key of a server with a certificate that it signed itself: in `store`, and the certificate
/// alone, as PEM, in `caFile`.
record TestKeys(Path store, Path caFile) {
  private static final String PASSWORD = "changeit";

  /// Made in `folder` for `name`, as in `ip:127.0.0.1` or `dns:registry.example`.
  static TestKeys make(Path folder, String name) throws Exception {
    var keys = new TestKeys(folder.resolve("keys.p12"), folder.resolve("ca.pem"));
    List<String> store = List.of("-keystore", keys.store.toString(), "-storepass", PASSWORD);
    keytool(
        List.of("-genkeypair", "-alias", "a", "-keyalg", "EC", "-groupname", "secp256r1"),
        List.of("-dname", "CN=test", "-ext", "san=" + name, "-validity", "3650"),
        store);
    keytool(List.of("-exportcert", "-rfc", "-alias", "a", "-file", keys.caFile.toString()), store);
    return keys;
  }

  @SafeVarargs
  private static void keytool(List<String>... arguments) throws Exception {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    for (List<String> some : arguments) {
      command.addAll(some);
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /// Of a server that has the key.
  SSLContext context() throws Exception {
    KeyStore opened = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      opened.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(opened, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }
}
