package dev.lighterage.oci.auth;

import dev.lighterage.oci.value.Secret;
import java.nio.file.Path;
import java.util.Map;

/// A program of its own for tests that need another process: `LoginWriter HOME NAME COUNT` keeps
/// logins for `NAME-0.example.com` and so on, and says `kept` on standard output after each.
final class LoginWriter {
  private LoginWriter() {}

  public static void main(String[] arguments) {
    var credentials = Credentials.of(Environment.of(Map.of(), Path.of(arguments[0])));
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      credentials.store(
          arguments[1] + "-" + i + ".example.com", new Login.Password("ann", Secret.of("s3cret")));
      System.out.println("kept");
    }
  }
}
