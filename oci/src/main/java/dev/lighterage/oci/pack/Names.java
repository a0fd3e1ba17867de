package dev.lighterage.oci.pack;

import dev.lighterage.oci.value.Failure;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Names in archives from outside, cut into parts that can be trusted to stay inside a folder.
final class Names {
  /// What Linux's file systems take for one part, in bytes.
  private static final int MAX_PART = 255;

  private static final Pattern DRIVE = Pattern.compile("[a-zA-Z]:.*", Pattern.DOTALL);

  private Names() {}

  /// The parts of `name`; none for the folder itself. A leading `./` and a closing `/`, which every
  /// tar writes, say nothing; all else that is not a plain relative name is refused.
  static List<String> parts(String name) {
    String plain = name.startsWith("./") ? name.substring(2) : name;
    plain = plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain;
    if (plain.isEmpty() || plain.equals(".")) {
      if (name.isEmpty() || name.equals("/")) {
        throw refused(name, "it is empty");
      }
      return List.of();
    }
    List<String> parts = List.of(plain.split("/", -1));
    for (String part : parts) {
      requirePart(name, part);
    }
    return parts;
  }

  private static void requirePart(String name, String part) {
    if (part.equals("..") || part.equals(".") || part.isEmpty()) {
      throw refused(name, "it is absolute or has an empty part, . or ..");
    }
    if (part.indexOf('\0') >= 0) {
      throw refused(name, "it has a zero byte");
    }
    if (part.getBytes(StandardCharsets.UTF_8).length > MAX_PART) {
      throw refused(name, "a part is longer than " + MAX_PART + " bytes");
    }
  }

  /// Refuses what is another name on another system: backslashes and drives.
  static void requirePortable(String name) {
    if (name.indexOf('\\') >= 0) {
      throw refused(name, "it has a backslash");
    }
    if (DRIVE.matcher(name).matches()) {
      throw refused(name, "it begins with a drive");
    }
  }

  /// What `name` is on file systems that ignore case, or that compose characters.
  static String folded(String name) {
    return Normalizer.normalize(name.toLowerCase(Locale.ROOT), Normalizer.Form.NFC);
  }

  static Failure refused(String name, String why) {
    return Failure.of(Failure.Kind.INVALID, "archive with a dangerous entry", name)
        .with("why", why);
  }
}
