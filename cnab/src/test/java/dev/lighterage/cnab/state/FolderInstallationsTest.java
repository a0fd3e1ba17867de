package dev.lighterage.cnab.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderInstallationsTest {
  @TempDir Path home;

  private Path root() {
    return home.resolve("state/lighter/installations");
  }

  private Installations all() {
    return Records.installations(root());
  }

  /// Stores an output and a result that tells of it.
  private static Result.Stored keep(Hold hold, String name, String value) {
    Result.Stored stored = hold.output(name, Content.of(Bytes.utf8(value)));
    Result plain = Records.result(Status.RUNNING);
    hold.record(
        new Result(
            plain.id(),
            plain.claimId(),
            plain.created(),
            plain.status(),
            "",
            new TreeMap<>(Map.of(name, stored)),
            plain.custom()));
    return stored;
  }

  private void operation(String action, Status status, Consumer<Hold> work) {
    try (Hold hold = all().hold("shop", action)) {
      hold.begin(Records.claim(action), Records.result(Status.RUNNING));
      work.accept(hold);
      hold.record(Records.result(status));
    }
  }

  @Test
  void knowsNothingBeforeTheFirstOperation() {
    assertThat(all().names()).isEmpty();
    assertThat(all().find("shop")).isEmpty();
    assertThat(all().history("shop")).isEmpty();
    assertThat(root()).doesNotExist();
  }

  @Test
  void showsTheLastOperation() {
    operation("install", Status.SUCCEEDED, hold -> {});
    operation("upgrade", Status.FAILED, hold -> {});
    Installation found = all().find("shop").orElseThrow();
    assertThat(found.last().claim().action()).isEqualTo("upgrade");
    assertThat(found.last().status()).isEqualTo(Status.FAILED);
    assertThat(found.operations()).isEqualTo(2);
    assertThat(found.uninstalled()).isFalse();
    assertThat(all().names()).containsExactly("shop");
    assertThat(all().history("shop"))
        .extracting(each -> each.claim().action())
        .containsExactly("install", "upgrade");
  }

  @Test
  void keepsWhatWasUninstalled() {
    operation("install", Status.SUCCEEDED, hold -> {});
    operation("uninstall", Status.SUCCEEDED, hold -> {});
    assertThat(all().find("shop").orElseThrow().uninstalled()).isTrue();
  }

  @Test
  void tellsTheNextHoldWhatWasBefore() {
    operation("install", Status.FAILED, hold -> assertThat(hold.last()).isEmpty());
    operation(
        "upgrade",
        Status.SUCCEEDED,
        hold -> assertThat(hold.last().orElseThrow().status()).isEqualTo(Status.FAILED));
  }

  /// An old record costs an operation nothing, and does not stop it either.
  @Test
  void readsNoOperationBeforeTheLast() throws IOException {
    operation("install", Status.SUCCEEDED, hold -> {});
    operation("upgrade", Status.FAILED, hold -> {});
    String first = all().history("shop").getFirst().claim().id();
    try (var results = Files.list(root().resolve("shop/claims/" + first + "/results"))) {
      Files.writeString(results.findFirst().orElseThrow(), "{");
    }
    operation(
        "upgrade",
        Status.SUCCEEDED,
        hold -> assertThat(hold.last().orElseThrow().status()).isEqualTo(Status.FAILED));
  }

  @Test
  void answersTheValueThatAnOutputLastHad() throws IOException {
    operation(
        "install",
        Status.SUCCEEDED,
        hold -> {
          var stored = keep(hold, "end point/1", "first");
          assertThat(stored.size()).contains(5L);
          assertThat(stored.contentDigest()).contains(Bytes.utf8("first").digest());
        });
    operation("upgrade", Status.SUCCEEDED, hold -> {});
    assertThat(text(all().output("shop", "end point/1").orElseThrow())).isEqualTo("first");
    operation("upgrade", Status.SUCCEEDED, hold -> keep(hold, "end point/1", "second"));
    assertThat(text(all().output("shop", "end point/1").orElseThrow())).isEqualTo("second");
    assertThat(all().outputs("shop"))
        .containsOnlyKeys("end point/1")
        .containsValue(
            new Result.Stored(Optional.of(Bytes.utf8("second").digest()), Optional.of(6L)));
    assertThat(all().output("shop", "other")).isEmpty();
    assertThat(all().output("shop", "..")).isEmpty();
  }

  @Test
  void keepsTheLogOfEachOperation() throws IOException {
    operation("install", Status.SUCCEEDED, hold -> hold.log("hello"));
    String id = all().find("shop").orElseThrow().last().claim().id();
    assertThat(text(all().log("shop", id).orElseThrow())).isEqualTo("hello\n");
    assertThat(all().log("shop", "../" + id)).isEmpty();
  }

  @Test
  void endsTheLogAtItsLimit() throws IOException {
    String line = "x".repeat(1 << 20);
    operation(
        "install",
        Status.SUCCEEDED,
        hold -> {
          for (int i = 0; i < 20; i++) {
            hold.log(line);
          }
        });
    String id = all().find("shop").orElseThrow().last().claim().id();
    String log = text(all().log("shop", id).orElseThrow());
    assertThat(log).endsWith("(the log ends here: it reached its limit of 16 MiB)\n");
    assertThat(log.length()).isLessThan(17 << 20);
  }

  @Test
  void letsNobodyElseRead() throws IOException {
    operation("install", Status.SUCCEEDED, hold -> hold.output("o", Content.of(Bytes.utf8("v"))));
    var modes = new TreeSet<String>();
    try (var paths = Files.walk(home.resolve("state"))) {
      for (Path path : paths.toList()) {
        var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        modes.add((Files.isDirectory(path) ? "folder " : "file ") + mode);
      }
    }
    assertThat(modes).isEqualTo(new TreeSet<>(Set.of("folder rwx------", "file rw-------")));
  }

  @Test
  void leavesNothingHalfWrittenBeside() throws IOException {
    operation("install", Status.SUCCEEDED, hold -> hold.output("o", Content.of(Bytes.utf8("v"))));
    try (var paths = Files.walk(root())) {
      assertThat(paths.map(p -> p.getFileName().toString())).noneMatch(n -> n.startsWith("."));
    }
  }

  @Test
  void refusesNamesThatNoInstallationMayHave() {
    for (String name : List.of("", "..", "a/b", ".hidden", "a b", "-x", "x".repeat(129))) {
      refused(Failure.Kind.INVALID, () -> all().hold(name, "install"));
      refused(Failure.Kind.INVALID, () -> all().find(name));
    }
  }

  @Test
  void refusesSecondHoldInThisProcess() {
    try (Hold first = all().hold("shop", "install")) {
      assertThat(first.last()).isEmpty();
      refused(Failure.Kind.BUSY, () -> all().hold("shop", "upgrade"));
      try (Hold other = all().hold("other", "install")) {
        assertThat(other.last()).isEmpty();
      }
    }
    operation("install", Status.SUCCEEDED, hold -> {});
  }

  @Test
  void refusesSecondOperationWithWhoHoldsIt() throws Exception {
    Process holder = ChildProcess.start(List.of(), StateProgram.class, "hold", root().toString());
    try (BufferedReader said = holder.inputReader()) {
      assertThat(said.readLine()).isEqualTo("held");
      assertThatThrownBy(() -> all().hold("shop", "upgrade"))
          .isInstanceOfSatisfying(
              Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.BUSY))
          .hasMessageContaining("pid " + holder.pid() + " on here, install, since 20");
      Installation found = all().find("shop").orElseThrow();
      assertThat(found.last().status()).isEqualTo(Status.RUNNING);
      assertThat(found.holder().orElseThrow().pid()).isEqualTo(holder.pid());
      holder.getOutputStream().close();
      assertThat(holder.waitFor()).isZero();
    } finally {
      holder.destroyForcibly();
    }
  }

  @Test
  void goesOnAfterAKilledOperation() throws Exception {
    Process holder = ChildProcess.start(List.of(), StateProgram.class, "hold", root().toString());
    try (BufferedReader said = holder.inputReader()) {
      assertThat(said.readLine()).isEqualTo("held");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    Installation found = all().find("shop").orElseThrow();
    assertThat(found.last().status()).isEqualTo(Status.UNKNOWN);
    assertThat(found.holder()).isEmpty();
    operation(
        "upgrade",
        Status.SUCCEEDED,
        hold -> assertThat(hold.last().orElseThrow().status()).isEqualTo(Status.UNKNOWN));
    assertThat(all().history("shop").getFirst().results())
        .extracting(Result::status)
        .containsExactly(Status.RUNNING, Status.UNKNOWN);
  }

  /// What a process leaves that was killed in another container: its pid may be anybody's here, and
  /// its host is no name of this one.
  @Test
  void takesNobodyForAHolderWhoHasNoLock() throws IOException {
    operation("install", Status.SUCCEEDED, hold -> {});
    var dead =
        new Holder(ProcessHandle.current().pid(), "elsewhere", Records.TIME, "upgrade").toJson();
    Files.writeString(root().resolve("shop/holder.json"), Json.canonical(dead).text());
    assertThat(all().find("shop").orElseThrow().holder()).isEmpty();
    operation(
        "upgrade",
        Status.SUCCEEDED,
        hold ->
            assertThat(all().find("shop").orElseThrow().holder().orElseThrow().host())
                .isEqualTo("here"));
    assertThat(all().find("shop").orElseThrow().holder()).isEmpty();
  }

  @Test
  void failsOnceAndLeavesWholeThingsOnAFullDisk() throws Exception {
    String said = onDisk("size=1m", "fill");
    assertThat(said.lines().toList()).hasSize(2);
    assertThat(said.lines().toList().getFirst()).isEqualTo("stored");
    assertThat(said.lines().toList().getLast())
        .startsWith("STORAGE could not write")
        .contains("No space left on device");
  }

  @Test
  void failsOnceOnAReadOnlyDisk() throws Exception {
    assertThat(onDisk("ro", "fill"))
        .startsWith("STORAGE could not make a folder")
        .contains("Read-only file system")
        .hasLineCount(1);
  }

  /// What the program says with its state on a file system in memory, mounted with `option` where
  /// nobody else sees it; what is left there must be whole.
  private String onDisk(String option, String command) throws Exception {
    assumeTrue(ChildProcess.canMount(), "this machine denies mounts in user namespaces");
    Path disk = Files.createDirectories(home.resolve("disk"));
    String script =
        "mount -t tmpfs -o \"$1\" tmpfs \"$2\" && shift 2 && \"$@\" && ! find \"$0\" -name"
            + " '.*.part' | grep .";
    List<String> before =
        List.of("unshare", "-rm", "sh", "-c", script, disk.toString(), option, disk.toString());
    Process process =
        ChildProcess.start(before, StateProgram.class, command, disk.resolve("a/b").toString());
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  private static void refused(Failure.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Failure.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }

  private static String text(Content content) throws IOException {
    try (InputStream in = content.open(0)) {
      return Bytes.of(in.readAllBytes()).text();
    }
  }

  @Test
  void readsRecordsOfOtherTools() throws IOException {
    Path claim = root().resolve("other/claims/01ARYZ6S410000000000000000");
    Files.createDirectories(claim.resolve("results"));
    Files.writeString(claim.resolve("claim.json"), Records.claim("install").bytes().text());
    Files.writeString(
        claim.resolve("results/r.json"),
        """
        {"claimId": "01ARYZ6S410000000000000000", "id": "r", "status": "cancelled",
         "created": "2020-05-25T09:26:51.123456789-04:00", "outputs": {"o": {"x": 1}}}
        """);
    Recorded found = all().find("other").orElseThrow().last();
    assertThat(found.status()).isEqualTo(Status.CANCELED);
    assertThat(found.last().orElseThrow().progress()).isEqualTo(Progress.NONE);
    assertThat(found.last().orElseThrow().outputs())
        .isEqualTo(
            new TreeMap<>(Map.of("o", new Result.Stored(Optional.empty(), Optional.empty()))));
  }

  @Test
  void saysWhichRecordCannotBeRead() throws IOException {
    operation("install", Status.SUCCEEDED, hold -> {});
    String id = all().find("shop").orElseThrow().last().claim().id();
    Path claim = root().resolve("shop/claims/" + id + "/claim.json");
    for (String text : List.of("{", "", "{\"a\":1}")) {
      Files.writeString(claim, text);
      assertThatThrownBy(() -> all().find("shop"))
          .isInstanceOfSatisfying(
              Failure.class, e -> assertThat(e.subject()).isEqualTo(claim.toString()));
      refused(Failure.Kind.INVALID, () -> all().history("shop"));
    }
    Files.delete(claim);
    assertThatThrownBy(() -> all().find("shop")).hasMessage("record is missing: " + claim);
  }
}
