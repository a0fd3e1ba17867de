package dev.lighterage.mixins.files;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/// The program of the mixin `files`.
///
/// `put SOURCE FOLDER OWNER` puts the file or the content of the folder SOURCE into FOLDER; done
/// again it makes FOLDER agree with a changed SOURCE. `remove FOLDER OWNER` takes away what OWNER
/// put. Standard output is a JSON object, `{"path": FOLDER, "files": COUNT}`; standard error says
/// what was done and what stands in the way. Exit codes: [Refusal.Reason].
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    System.exit(run(args, out, err));
  }

  /// Does what `args` say and gives the exit code.
  static int run(String[] args, PrintStream out, PrintStream err) {
    try {
      out.println(answer(args, err));
      return 0;
    } catch (Refusal refusal) {
      err.println("files: " + refusal.getMessage());
      return refusal.reason().exitCode();
    } catch (IOException e) {
      err.println("files: " + e.getClass().getSimpleName() + ": " + e.getMessage());
      return Refusal.Reason.STORAGE.exitCode();
    }
  }

  private static String answer(String[] args, PrintStream talk) throws IOException {
    if (args.length == 4 && args[0].equals("put")) {
      try (var folder = GrantedFolder.open(Path.of(args[2]), args[3])) {
        return json(args[2], new Put(folder, talk).run(Path.of(args[1])));
      }
    }
    if (args.length == 3 && args[0].equals("remove")) {
      try (var folder = GrantedFolder.open(Path.of(args[1]), args[2])) {
        return json(args[1], new Remove(folder, talk).run());
      }
    }
    throw new Refusal(
        Refusal.Reason.USAGE,
        "put SOURCE FOLDER OWNER, or remove FOLDER OWNER; got " + Arrays.toString(args));
  }

  private static String json(String path, int files) {
    var text = new StringBuilder("{\"path\":\"");
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c < 0x20 || c == '"' || c == '\\') {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    return text.append("\",\"files\":").append(files).append('}').toString();
  }
}
