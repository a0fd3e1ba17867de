package dev.lighterage.cnab.state;

import dev.lighterage.oci.value.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/// What an installation may be called, and names as file names.
public final class Names {
  /// cnab-go's rule, narrower than [103.7], so that other tools can take our installations over;
  /// the first character and the length are ours, for the sake of folders and commands.
  private static final Pattern INSTALLATION = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}");

  private static final String PLAIN =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";

  private static final int LONGEST_FILE_NAME = 200;

  private Names() {}

  /// `name`, if an installation may be called so; else fails with `INVALID`.
  public static String requireInstallation(String name) {
    if (!INSTALLATION.matcher(name).matches()) {
      throw Failure.of(Failure.Kind.INVALID, "not the name of an installation", name)
          .with("expected", "letters, digits, . _ and -, first a letter or digit, at most 128");
    }
    return name;
  }

  /// A file name for any name, one to one: what is not a letter, digit, `_` or `-` as `%` and hex;
  /// a dot only inside. Fails with `INVALID` when that is too long.
  static String fileName(String name) {
    var text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = PLAIN.indexOf(c) >= 0 || (c == '.' && !text.isEmpty());
      text.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02x", (int) c));
    }
    if (text.isEmpty() || text.length() > LONGEST_FILE_NAME) {
      throw Failure.of(Failure.Kind.INVALID, "not a name that can be stored", name)
          .with("limit", LONGEST_FILE_NAME + " bytes");
    }
    return text.toString();
  }
}
