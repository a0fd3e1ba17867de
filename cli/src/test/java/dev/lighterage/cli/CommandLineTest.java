package dev.lighterage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Globals;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandLineTest {
  @TempDir Path home;

  @Test
  void suggestsTheCommandThatWasMeant() {
    Ran ran = Ran.at(home).run("verson");
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err())
        .isEqualTo(
            """
            lighter: unknown command: verson
            → Did you mean version? See lighter --help.
            """);
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void helpOfACommandIsWhatItsFlagPrints() {
    for (String command : new String[] {"", "runner", "runner build", "lock", "help"}) {
      String[] words = command.isEmpty() ? new String[0] : command.split(" ");
      Ran help = Ran.at(home).run(with(new String[] {"help"}, words));
      assertThat(help.code()).isEqualTo(ExitCode.DONE);
      assertThat(help.out()).isEqualTo(Ran.at(home).run(with(words, "--help")).out());
    }
    assertThat(Ran.at(home).run("--json", "help", "lock", "-q").out()).contains("lighter lock");
    Ran unknown = Ran.at(home).run("help", "verson");
    assertThat(unknown.code()).isEqualTo(ExitCode.USAGE);
    assertThat(unknown.err()).contains("unknown command: verson", "Did you mean version?");
  }

  private static String[] with(String[] first, String... rest) {
    return Stream.of(first, rest).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void suggestsTheFlagThatWasMeant() {
    Ran ran = Ran.at(home).run("version", "--plian-http", "registry.example.com");
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).contains("unknown flag: --plian-http", "Did you mean --plain-http?");
  }

  @Test
  void saysWhichCommandsThereAreWhenNoneIsGiven() {
    Ran ran = Ran.at(home).run();
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err()).startsWith("lighter: no command given\n→ Commands: ").contains("version");
  }

  @Test
  void takesGlobalFlagsBeforeAndAfterTheCommand() {
    Ran before = Ran.at(home).run("--plain-http", "version", "--json", "version");
    Ran after = Ran.at(home).run("version", "--plain-http", "version", "--json");
    assertThat(before.out()).startsWith("{\n  \"version\": ").isEqualTo(after.out());
  }

  @Test
  void takesAnArgumentThatLooksLikeAFileOfArgumentsAsItIs() {
    Ran ran = Ran.at(home).run("version", "@" + home.resolve("args"));
    assertThat(ran.err()).contains("one argument too many: @");
  }

  @Test
  void refusesAbbreviatedFlags() {
    assertThat(Ran.at(home).run("version", "--js").code()).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void tellsAMistakeAsJsonWhenAsked() {
    Ran ran = Ran.at(home).run("version", "too-much", "--json");
    assertThat(ran.out()).startsWith("{\n  \"failure\": {\n    \"kind\": \"usage\",");
  }

  @Test
  void saysTheVersionInEachWay() {
    String line = Ran.at(home).run("version").out();
    assertThat(line).matches("lighter [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java 25.*\\)\n");
    assertThat(Ran.at(home).run("--version").out()).isEqualTo(line);
    assertThat(Lighter.onlyVersion(new String[] {"--version"})).isTrue();
    assertThat(Lighter.onlyVersion(new String[] {"version", "--json"})).isFalse();
  }

  @Test
  void globalFlagsAreWhatTheyAreWithoutACommandLine() {
    assertThat(new Globals().plainHttp()).isEmpty();
    assertThat(new Globals().caFile()).isEmpty();
  }

  @Test
  void saysWhichCommandsStandBelowRunner() {
    Ran ran = Ran.at(home).run("runner");
    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.err())
        .isEqualTo(
            """
            lighter: no command given
            → Commands: build, inspect. See lighter runner --help.
            """);
  }

  @Test
  void refusesToAskForPasswordWhereThereIsNoTerminal() {
    Ran ran = Ran.at(home).run("login", "registry.example.com", "-u", "ada");
    assertThat(ran.code()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err()).contains("no terminal to ask for a password", "--password-stdin");
    assertThat(Ran.at(home).run("login", "registry.example.com").err())
        .contains("no terminal to ask for a name", "expected: -u NAME");
    assertThat(Ran.at(home).in("s3cret").run("login", "r.example.com", "--password-stdin").err())
        .contains("no name with the password", "expected: -u NAME");
  }

  @Test
  void takesTheRegistryOutOfAnAddressBeforeItAsksForAnything() {
    for (String command : new String[] {"login", "logout"}) {
      Ran ran = Ran.at(home).run(command, "https://registry.example.com:5000/v2/");
      assertThat(ran.code()).isEqualTo(ExitCode.INVALID);
      assertThat(ran.err())
          .startsWith("lighter: not a registry: https://registry.example.com:5000/v2/\n")
          .contains("  suggestion: registry.example.com:5000\n");
    }
    assertThat(Ran.at(home).run("login", "a b").err()).doesNotContain("suggestion");
  }

  @Test
  void saysWhatIsMissingAsTheSynopsisHasIt() {
    assertThat(Ran.at(home).run("install").err())
        .isEqualTo("lighter: missing: NAME BUNDLE\n→ See lighter install --help.\n");
    assertThat(Ran.at(home).run("runner", "inspect").err()).startsWith("lighter: missing: IMAGE\n");
  }

  @Test
  void saysHowToBeginWhereThereIsNoRecipe() {
    Ran ran = Ran.at(home).run("build");
    assertThat(ran.code()).isEqualTo(ExitCode.NOT_FOUND);
    assertThat(ran.err())
        .startsWith("lighter: no such file: " + home.resolve("lighter.yaml") + "\n")
        .contains("lighter init FOLDER writes a first one");
  }

  @Test
  void saysWhatComesAfterAFirstRecipe() {
    assertThat(Ran.at(home).run("init", "shop").err())
        .startsWith("next: let `to` and `runner` in it name yours, or make the guide's")
        .endsWith("; then lighter build -f shop\n");
    assertThat(Ran.at(home).run("init", "one", "--to", "r.example.com/one").err())
        .startsWith("next: let `runner` in it name yours");
    String[] whole = {"init", "--to", "r.example.com/two", "--runner", "r.example.com/tools:1"};
    assertThat(Ran.at(home).run(whole).err()).isEqualTo("next: lighter build\n");
    Ran wrong = Ran.at(home).run("init", "three", "--runner", "r.example.com/tools");
    assertThat(wrong.code()).isEqualTo(ExitCode.INVALID);
    assertThat(home.resolve("three")).doesNotExist();
  }

  @Test
  void saysHowPlacesAreWritten() {
    Ran ran = Ran.at(home).run("inspect", "shop-layout");
    assertThat(ran.code()).isEqualTo(ExitCode.INVALID);
    assertThat(ran.err()).contains("  places: HOST/NAME:TAG, ", "oci:FOLDER[:TAG] for a layout\n");
  }
}
