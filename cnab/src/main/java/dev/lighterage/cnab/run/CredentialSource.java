package dev.lighterage.cnab.run;

import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/// Where the user says that a credential is: `env:VAR` or `file:PATH`. Its value is read after the
/// verdict and not before.
public sealed interface CredentialSource {
  /// Ours: a key, a token, a certificate chain or a kubeconfig is far smaller.
  int LIMIT = 1 << 20;

  /// A variable of the caller's environment.
  record FromVariable(String name) implements CredentialSource {}

  /// A file of the caller.
  record FromFile(Path path) implements CredentialSource {}

  /// Reads `env:VAR` or `file:PATH`; fails with `INVALID`.
  static CredentialSource parse(String text) {
    int colon = text.indexOf(':');
    String rest = text.substring(colon + 1);
    if (rest.isEmpty() || rest.indexOf('\0') >= 0) {
      throw notOne(text);
    }
    return switch (text.substring(0, Math.max(0, colon))) {
      case "env" -> new FromVariable(rest);
      case "file" -> new FromFile(Path.of(rest));
      case String _ -> throw notOne(text);
    };
  }

  /// Without what may be a secret that somebody wrote there by mistake.
  private static Failure notOne(String text) {
    int colon = text.indexOf(':');
    String shown = colon < 0 ? "(not shown)" : text.substring(0, colon) + ":…";
    return Failure.of(Failure.Kind.INVALID, "not where a credential is", shown)
        .with("expected", "env:VAR or file:PATH");
  }

  /// The value. Fails with `NOT_FOUND`, `TOO_LARGE` and `STORAGE`; no failure tells a value.
  default Bytes read(String credential, Map<String, String> environment) {
    return switch (this) {
      case FromVariable variable -> {
        String value = environment.get(variable.name());
        if (value == null) {
          throw Failure.of(Failure.Kind.NOT_FOUND, "no such variable", variable.name())
              .with("credential", credential);
        }
        yield Bytes.utf8(value);
      }
      case FromFile file -> load(credential, file.path());
    };
  }

  private static Bytes load(String credential, Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LIMIT + 1);
      if (bytes.length > LIMIT) {
        throw Failure.of(Failure.Kind.TOO_LARGE, "credential over the limit", file.toString())
            .with("limit", LIMIT + " bytes");
      }
      return Bytes.of(bytes);
    } catch (NoSuchFileException e) {
      throw Failure.of(Failure.Kind.NOT_FOUND, "no such file", file.toString())
          .with("credential", credential)
          .because(e);
    } catch (IOException e) {
      throw Failure.storage("could not read a credential", file, e).with("credential", credential);
    }
  }
}
