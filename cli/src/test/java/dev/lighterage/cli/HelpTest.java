package dev.lighterage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Interruption;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Surroundings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.AutoComplete;
import picocli.CommandLine;

class HelpTest {
  @TempDir Path home;

  @TestFactory
  Stream<DynamicTest> everyCommandHasHelpAndExamplesThatItUnderstands() {
    return all(model(List.of()))
        .map(
            line ->
                DynamicTest.dynamicTest(
                    line.getCommandSpec().qualifiedName(), () -> requireHelp(line)));
  }

  private void requireHelp(CommandLine line) {
    var words = List.of(line.getCommandSpec().qualifiedName().split(" "));
    var args = new ArrayList<>(words.subList(1, words.size()));
    args.add("--help");
    Ran ran = Ran.at(home).run(args.toArray(String[]::new));
    assertThat(ran.code()).isEqualTo(ExitCode.DONE);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("Usage: " + line.getCommandSpec().qualifiedName(), "Example", "Exit codes:");
    var usage = line.getCommandSpec().usageMessage();
    assertThat(usage.header()).as("a first line").isNotEmpty();
    assertThat(usage.footer()).as("examples").isNotEmpty();
    for (String example : usage.footer()) {
      assertThat(example).startsWith(String.join(" ", words));
      var parsed = example.replaceFirst(" (?:<|\\|) .*", "").split(" ");
      List<String> rest = Arrays.asList(parsed).subList(1, parsed.length);
      var _ = model(rest).parseArgs(rest.toArray(String[]::new));
    }
    line.getCommandSpec()
        .args()
        .forEach(arg -> assertThat(arg.description()).as(arg.toString()).isNotEmpty());
  }

  @Test
  void helpHasOneForm() {
    assertThat(Ran.at(home).run("logout", "--help").out())
        .isEqualTo(
            """
            Forget the login for a registry.

            Usage: lighter logout [FLAGS] REGISTRY

            Arguments:
                  REGISTRY               host[:port]

            Global flags:
                  --ca-file=FILE         Trust the certificates of this PEM file too.
                  --debug                Show requests and answers, secrets blotted out,
                                           and stack traces.
              -h, --help                 Show help and end.
                  --json                 Answer with one JSON document (docs/json.md).
                  --no-color             No colour; so does a NO_COLOR that is set.
                  --plain-http=HOST[:PORT]
                                         Speak plain HTTP with this registry; loopback
                                           needs no flag. Repeatable.
              -q, --quiet                No notes and no progress; warnings and errors stay.
                  --token-service=HOST   Show a registry's login to this token service too,
                                           though it is in another domain than the
                                           registry. Repeatable.

            Example:
              lighter logout registry.example.com

            Exit codes: lighter --help.
            """);
  }

  @Test
  void buildsTheModelOfTheNamedCommandOnly() {
    assertThat(model(List.of("--json", "version")).getSubcommands()).containsOnlyKeys("version");
    assertThat(model(List.of("--help")).getSubcommands()).hasSameSizeAs(Commands.ALL);
  }

  @Test
  void namesInTheTableAreThoseOfTheClasses() {
    CommandLine root = model(List.of());
    root.getSubcommands()
        .forEach((name, line) -> assertThat(line.getCommandSpec().name()).isEqualTo(name));
  }

  @Test
  void listsAllExitCodes() {
    String help = Ran.at(home).run("--help").out();
    for (ExitCode code : ExitCode.values()) {
      assertThat(help).contains(code.number() + "  " + code.meaning());
    }
  }

  @Test
  void definitionsAreEnoughForCompletion() {
    assertThat(AutoComplete.bash("lighter", model(List.of()))).contains("--plain-http", "version");
  }

  private CommandLine model(List<String> args) {
    return Lighter.line(new Session(Surroundings.ofProcess(), new Interruption()), args);
  }

  private static Stream<CommandLine> all(CommandLine line) {
    return Stream.concat(
        Stream.of(line), line.getSubcommands().values().stream().flatMap(HelpTest::all));
  }
}
