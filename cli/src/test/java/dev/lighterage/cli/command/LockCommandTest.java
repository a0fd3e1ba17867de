package dev.lighterage.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cli.Ran;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `lighter lock` says of what it did and did not do.
class LockCommandTest {
  @TempDir Path home;
  private Harbour harbour;

  @BeforeEach
  void aLockedRecipe() throws IOException {
    harbour = new Harbour(home);
    recipe("runners/playground:1", "again");
    harbour.done("lock", "-f", "kiosk");
  }

  @AfterEach
  void stop() {
    harbour.close();
  }

  private void recipe(String runner, String image) {
    harbour.write(
        "kiosk/lighter.yaml",
        """
        name: kiosk
        version: 1.0.0
        to: localhost:5000/bundles/kiosk
        runner: localhost:5000/RUNNER
        images:
          IMAGE: localhost:5000/runners/playground:1
        actions:
          install: []
        """
            .replace("RUNNER", runner)
            .replace("IMAGE", image));
  }

  private Ran lock(String... more) {
    var args = new String[more.length + 3];
    System.arraycopy(new String[] {"lock", "-f", "kiosk"}, 0, args, 0, 3);
    System.arraycopy(more, 0, args, 3, more.length);
    return harbour.done(args);
  }

  private static JsonObject json(Ran ran) {
    return Json.readObject(Bytes.utf8(ran.out()));
  }

  @Test
  void saysThatNothingWasLookedUp() {
    Ran ran = lock("--json");

    assertThat(ran.err())
        .isEqualTo("kept as locked, nothing looked up; NAME or --all looks up again\n");
    assertThat(json(ran).findBoolean("written")).contains(false);
    assertThat(json(ran).array("lookedUp").strings()).isEmpty();
  }

  @Test
  void saysThatWhatWasLookedUpDidNotMove() {
    assertThat(lock("--all").err()).isEqualTo("looked up runner, images.again: nothing moved\n");
    Ran ran = lock("again", "--json");
    assertThat(ran.err()).isEqualTo("looked up images.again: nothing moved\n");
    assertThat(json(ran).array("lookedUp").strings()).containsExactly("images.again");
  }

  @Test
  void saysThatAPartFollowsAnotherReferenceToTheSameBytes() {
    harbour.done("tag", harbour.reference("runners/playground:1"), "stable");
    recipe("runners/playground:stable", "again");

    Ran ran = lock("--json");

    assertThat(ran.err())
        .isEqualTo(
            "wrote %s: runner now follows %s\n"
                .formatted(
                    home.resolve("kiosk/lighter.lock"),
                    harbour.reference("runners/playground:stable")));
    JsonObject change = json(ran).array("changes").objects(c -> c).getFirst();
    assertThat(change.string("from")).isEqualTo(change.string("to"));
    assertThat(change.string("followed")).isEqualTo(harbour.reference("runners/playground:1"));
    assertThat(change.string("follows")).isEqualTo(harbour.reference("runners/playground:stable"));
  }

  @Test
  void saysHowToComeFromALockOfAnotherVersionToOneOfThis() throws IOException {
    Path file = home.resolve("kiosk/lighter.lock");
    Files.writeString(file, Files.readString(file).replace("\"lock\": 1", "\"lock\": 2"));
    for (String command : List.of("lock", "build")) {
      Ran ran = harbour.run(command, "-f", "kiosk");
      assertThat(ran.code()).isEqualTo(ExitCode.UNSUPPORTED);
      assertThat(ran.err())
          .startsWith("lighter: lock of another version: " + file + "\n")
          .contains("→ Use a newer lighter, or remove the lock and run lighter lock");
    }
    Files.delete(file);
    assertThat(lock().err()).isEqualTo("wrote " + file + "\n");
  }

  @Test
  void saysWhatCameAndWhatIsGone() {
    recipe("runners/playground:1", "other");

    Ran ran = lock();

    assertThat(ran.err()).isEqualTo("wrote " + home.resolve("kiosk/lighter.lock") + "\n");
    assertThat(ran.out())
        .containsPattern("images\\.again +- +[0-9a-f]{12} +-\n")
        .containsPattern("images\\.other +\\S+/runners/playground:1 +- +[0-9a-f]{12}\n");
  }
}
