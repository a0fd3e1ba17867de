package dev.lighterage.dist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.serve.RegistryServer;
import dev.lighterage.oci.serve.ServeSettings;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SIGKILL of the packaged tool at 200 moments of pull and push: whatever was left is whole, and
/// the next run ends right.
///
/// The moments come from a fixed seed. In rounds of ten one target is killed over and over, each
/// time going on from what the last one left, until the tenth; then a run is let through.
///
/// They are moments of the traffic: inside a body, at a request, after an answer. What happens on
/// the disk between two of them (a blob that is renamed into place, an index that is written) is
/// too short to be met so; writers that are killed there are those of LayoutProcessesTest in `oci`.
class KilledAnywhereIT {
  private static final long SEED = 20261124;
  private static final int ROUNDS = 10;
  private static final int INSIDE = 8;
  private static final int REQUESTS = 5;

  @TempDir Path temp;

  /// How many kills there were, and how many of them between a blob's first and last byte.
  private record Kills(int all, int inside) {
    Kills plus(Kills more) {
      return new Kills(all + more.all, inside + more.inside);
    }
  }

  @Test
  void nothingIsHalfWrittenAfterSigkillAtTwoHundredMoments() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Kills> pulls = threads.submit(this::pulls);
      Future<Kills> pushes = threads.submit(this::pushes);
      Kills all = pulls.get().plus(pushes.get());
      assertThat(all.all).isEqualTo(200);
      assertThat(all.inside).isGreaterThanOrEqualTo(150);
    }
  }

  private Kills pulls() throws Exception {
    Path root = temp.resolve("pull-registry");
    Tool tool = tool("pull-home");
    var kills = new Kills(0, 0);
    try (var registry = RegistryServer.start(root, ServeSettings.loopback());
        var gate = new Gate(registry.address())) {
      Parcel.runner(registry.authority());
      Parcel parcel = Parcel.write(temp.resolve("pull-parcel"), gate.authority(), SEED);
      String reference = pushed(tool, parcel);
      for (int round = 0; round < ROUNDS; round++) {
        Path layout = temp.resolve("pulled-" + round);
        String[] command = {"pull", gate.authority() + "/bundles/parcel:v1.0.0", layout.toString()};
        for (Moment moment : moments(Moment.Kind.DOWN, SEED + round)) {
          kills = kills.plus(kill(tool, gate, moment, command));
          requireWholeIfThere(layout, false);
        }
        gate.pass();
        Tool.Ended ended = tool.run(command);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Whole.require(layout, false)).isGreaterThan(2 * Parcel.FILES.size());
        assertThat(reference).endsWith(digest(ended));
      }
    }
    return kills;
  }

  private Kills pushes() throws Exception {
    Tool tool = tool("push-home");
    var kills = new Kills(0, 0);
    var references = new ArrayList<String>();
    try (var gate = new Gate(new InetSocketAddress(InetAddress.getLoopbackAddress(), 9))) {
      for (int round = 0; round < ROUNDS; round++) {
        Path root = temp.resolve("push-registry-" + round);
        try (var registry = RegistryServer.start(root, ServeSettings.loopback())) {
          gate.leadTo(registry.address());
          gate.pass();
          Parcel.runner(registry.authority());
          Parcel parcel = Parcel.write(temp.resolve("parcel-" + round), gate.authority(), SEED);
          lock(tool, parcel);
          String[] command = {"push", "-f", parcel.folder().resolve("lighter.yaml").toString()};
          for (Moment moment : moments(Moment.Kind.UP, SEED + 100 + round)) {
            kills = kills.plus(kill(tool, gate, moment, command));
            requireWholeIfThere(root, false);
            requireWholeIfThere(parcel.folder().resolve(".lighter/bundle"), true);
          }
          gate.pass();
          references.add(pushed(tool, parcel));
          Whole.require(root, false);
        }
      }
    }
    assertThat(references).hasSize(ROUNDS).containsOnly(references.getFirst());
    return kills;
  }

  /// Ten moments: eight inside blobs, one at a request, one after an answer. What a run moved whole
  /// is not moved again, so of three bodies at most two may ever pass.
  private static List<Moment> moments(Moment.Kind body, long seed) {
    var random = new Random(seed);
    var kinds = new ArrayList<Moment.Kind>(Collections.nCopies(INSIDE, body));
    kinds.add(Moment.Kind.REQUEST);
    kinds.add(Moment.Kind.ANSWER);
    Collections.shuffle(kinds, random);
    var moments = new ArrayList<Moment>();
    int spare = Parcel.FILES.size() - 1;
    for (Moment.Kind kind : kinds) {
      boolean inside = kind == body;
      int ordinal =
          inside ? random.nextInt(4) == 0 ? Math.min(1, spare) : 0 : random.nextInt(REQUESTS);
      spare -= inside ? ordinal : 0;
      moments.add(new Moment(kind, ordinal, 1 + random.nextInt(999)));
    }
    return moments;
  }

  /// Runs `command` until `moment` and kills it there.
  private static Kills kill(Tool tool, Gate gate, Moment moment, String... command)
      throws Exception {
    Hold hold = gate.stopAt(moment);
    Tool.Started started = tool.start(command);
    CompletableFuture.anyOf(hold.reached(), started.process().onExit()).get();
    boolean reached = hold.reached().isDone();
    started.process().destroyForcibly();
    Tool.Ended ended = Tool.finish(started);
    hold.release();
    assertThat(reached).as("%s was not reached: %s", moment, ended.err()).isTrue();
    assertThat(ended.code()).as("128 + SIGKILL").isEqualTo(137);
    return new Kills(1, moment.insideBlob() ? 1 : 0);
  }

  private static void requireWholeIfThere(Path folder, boolean sparse) throws IOException {
    if (Files.exists(folder)) {
      Whole.require(folder, sparse);
    }
  }

  private static void lock(Tool tool, Parcel parcel) {
    Tool.Ended ended = tool.run("lock", "-f", parcel.folder().resolve("lighter.yaml").toString());
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  private static String pushed(Tool tool, Parcel parcel) {
    Tool.Ended ended =
        tool.run("push", "--json", "-f", parcel.folder().resolve("lighter.yaml").toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    return json(ended).string("reference");
  }

  private static String digest(Tool.Ended ended) {
    return ended.out().strip().replaceFirst(".*@", "");
  }

  private static JsonObject json(Tool.Ended ended) {
    return Json.readObject(Bytes.utf8(ended.out()));
  }

  private Tool tool(String home) throws IOException {
    Tool tool = Tool.packaged(Files.createDirectory(temp.resolve(home)));
    // One cache for all runs, so that they start with an archive of their classes.
    Path cache = Files.createDirectories(tool.folder().resolveSibling("cache"));
    return tool.with("XDG_CACHE_HOME", cache.toString());
  }
}
