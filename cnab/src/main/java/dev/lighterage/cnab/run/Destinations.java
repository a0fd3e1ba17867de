package dev.lighterage.cnab.run;

import dev.lighterage.contract.bundle.Destination;
import dev.lighterage.contract.operation.Reserved;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where values go in a run: variables and files, each one once ([101.47], [101.48]), and none
/// where a value would become power over the image's programs.
final class Destinations {
  /// Beside what the run contract reserves: folders from which programs load code and settings.
  private static final List<String> FOLDERS =
      List.of("/bin", "/boot", "/etc", "/lib", "/lib32", "/lib64", "/libx32", "/sbin", "/usr");

  /// Variables by which shells and interpreters run code before they do their work, and those that
  /// give Git and Helm commands to run.
  private static final List<String> VARIABLES =
      List.of(
          "BASH_*",
          "BASHOPTS",
          "DYLD_*",
          "ENV",
          "GIT_*",
          "HELM_*",
          "IFS",
          "NODE_OPTIONS",
          "NODE_PATH",
          "PERL5*",
          "PS4",
          "PYTHON*",
          "RUBY*",
          "SHELLOPTS");

  private final SortedMap<String, Variable> environment = new TreeMap<>();
  private final List<InputFile> files = new ArrayList<>();
  private final Set<String> paths = new HashSet<>();

  SortedMap<String, Variable> environment() {
    return environment;
  }

  List<InputFile> files() {
    return List.copyOf(files);
  }

  /// Lets `value` go where `destination` says, to both places where it names two ([103.22]); `what`
  /// is `parameter NAME` or `credential NAME`. Fails with `INVALID`.
  void add(String what, Destination destination, Bytes value, boolean secret) {
    destination.env().ifPresent(name -> variable(what, name, value, secret));
    destination.path().ifPresent(path -> file(what, path, value, secret));
  }

  private void variable(String what, String name, Bytes value, boolean secret) {
    if (Reserved.variable(name) || VARIABLES.stream().anyMatch(v -> covers(v, name))) {
      throw refused(what, "destination is a variable that nothing may set", name);
    }
    String text = text(what, value);
    Variable variable = secret ? new Variable.Hidden(Secret.of(text)) : new Variable.Plain(text);
    if (environment.put(name, variable) != null) {
      throw refused(what, "two values go to one variable", name);
    }
  }

  private void file(String what, String path, Bytes value, boolean secret) {
    // [103.21]: a relative path is one below the root.
    String absolute = path.startsWith("/") ? path : "/" + path;
    if (Reserved.path(absolute)
        || FOLDERS.stream().anyMatch(f -> absolute.equals(f) || absolute.startsWith(f + "/"))) {
      throw refused(what, "destination is a place where nothing may go", path);
    }
    if (!paths.add(absolute)) {
      throw refused(what, "two values go to one file", path);
    }
    files.add(new InputFile(absolute, Content.of(value), secret));
  }

  private static boolean covers(String pattern, String name) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  /// A variable can hold text only, and no NUL (environ(7)).
  private static String text(String what, Bytes value) {
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value.toArray())).toString();
      if (text.indexOf('\0') < 0) {
        return text;
      }
    } catch (CharacterCodingException binary) {
      // Said below.
    }
    throw Failure.of(Failure.Kind.INVALID, "value cannot go to a variable", what)
        .with("why", "it is not text");
  }

  private static Failure refused(String what, String why, String where) {
    return Failure.of(Failure.Kind.INVALID, why, what).with("destination", where);
  }
}
