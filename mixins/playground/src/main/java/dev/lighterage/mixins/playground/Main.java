package dev.lighterage.mixins.playground;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/// The program of the mixin `playground`: a pretend cloud, for examples and trying.
///
/// What it "runs" is a document, `playground.json` in a folder given by `--cloud`. Standard output
/// is a JSON object with the outputs of the operation; standard error says what happened. Exit
/// codes: [Refusal.Reason].
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
      out.println(JsonText.of(answer(args, err)));
      return 0;
    } catch (Refusal refusal) {
      err.println("playground: " + refusal.getMessage());
      return refusal.reason().exitCode();
    } catch (IOException e) {
      err.println("playground: " + e.getClass().getSimpleName() + ": " + e.getMessage());
      return Refusal.Reason.STORAGE.exitCode();
    }
  }

  private static Map<String, Object> answer(String[] args, PrintStream talk) throws IOException {
    if (args.length < 4 || args.length > 6 || !args[1].equals("--cloud")) {
      throw usage(args);
    }
    String name = args[3];
    Optional<Path> source = argument(args, 4);
    Optional<Path> values = argument(args, 5);
    try (var cloud = Cloud.open(Path.of(args[2]))) {
      var charts = new Charts(cloud, talk);
      var templates = new Templates(cloud, talk);
      return switch (args[0]) {
        case "deploy" -> charts.deploy(name, source.orElseThrow(() -> usage(args)), values);
        case "redeploy" -> charts.redeploy(name, source.orElseThrow(() -> usage(args)), values);
        case "undeploy" -> charts.undeploy(name);
        case "provision" ->
            templates.provision(name, source.orElseThrow(() -> usage(args)), values);
        case "reprovision" ->
            templates.reprovision(name, source.orElseThrow(() -> usage(args)), values);
        case "deprovision" -> templates.deprovision(name);
        default -> throw usage(args);
      };
    }
  }

  private static Optional<Path> argument(String[] args, int index) {
    return args.length > index ? Optional.of(Path.of(args[index])) : Optional.empty();
  }

  private static Refusal usage(String[] args) {
    return new Refusal(
        Refusal.Reason.USAGE,
        "OPERATION --cloud FOLDER NAME [SOURCE [VALUES]]; got " + Arrays.toString(args));
  }
}
