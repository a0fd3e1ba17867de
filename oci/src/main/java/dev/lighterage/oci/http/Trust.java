package dev.lighterage.oci.http;

import dev.lighterage.oci.value.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// The roots that servers are trusted by: those of the JDK, and those of a file beside them.
final class Trust {
  /// 1 MiB; a bundle of all public roots has 250 kB.
  private static final int MAX_FILE = 1 << 20;

  private Trust() {}

  /// A context that also trusts the PEM certificates in `file`. Fails with `NOT_FOUND`, `STORAGE`,
  /// `TOO_LARGE` or `INVALID`.
  static SSLContext with(Path file) {
    try {
      KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      int count = 0;
      for (X509Certificate known : managers(null).getAcceptedIssuers()) {
        roots.setCertificateEntry("jdk-" + count++, known);
      }
      for (Certificate added : read(file)) {
        roots.setCertificateEntry("file-" + count++, added);
      }
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {managers(roots)}, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw invalid(file).because(e);
    }
  }

  private static Collection<? extends Certificate> read(Path file) throws GeneralSecurityException {
    if (!Files.isRegularFile(file)) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such file of certificates", file.toString());
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_FILE + 1);
      if (bytes.length > MAX_FILE) {
        throw Failure.of(
                Failure.Kind.TOO_LARGE, "file of certificates over the limit", file.toString())
            .with("limit", MAX_FILE + " bytes");
      }
      var all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      if (all.isEmpty()) {
        throw invalid(file);
      }
      return all;
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read", file.toString()).because(e);
    }
  }

  private static Failure invalid(Path file) {
    return Failure.of(Failure.Kind.INVALID, "not a file of certificates", file.toString())
        .with("expected", "one or more certificates in PEM");
  }

  private static X509TrustManager managers(@Nullable KeyStore roots)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(roots);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager found) {
        return found;
      }
    }
    throw new IllegalStateException("every JDK has an X.509 trust manager");
  }
}
