package dev.lighterage.cnab.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.cnab.policy.Policy;
import dev.lighterage.cnab.run.Cancellation;
import dev.lighterage.cnab.run.CredentialSource;
import dev.lighterage.cnab.run.Driver;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.run.RunRequest;
import dev.lighterage.cnab.state.FolderInstallations;
import dev.lighterage.cnab.state.Ulids;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a bundle is asked and told up to its denial, counted at a registry that writes down every
/// request.
class DenialTest {
  @TempDir private Path folder;
  private Wharf wharf;
  private Built probe;

  @BeforeEach
  void start() {
    wharf = new Wharf(folder);
    wharf.runner("runners/tools", 1 << 20, Mixins.descriptor("exec"), Mixins.descriptor("files"));
    wharf.write("probe/page.txt", "hello\n");
    wharf.write(
        "probe/lighter.yaml",
        """
        name: probe
        version: 1.0.0
        to: @HOST@/bundles/probe
        runner: @HOST@/runners/tools:1
        artifacts:
          page: {file: ./page.txt}
        credentials:
          key: {env: KEY, required: true}
        actions:
          install:
            - files.put: {source: page, to: /data/page}
            - exec.run: {command: [ls]}
          upgrade:
            - exec.run: {command: [ls]}
          uninstall:
            - exec.run: {command: [ls]}
        """);
    probe = wharf.build(folder.resolve("probe/lighter.yaml"));
    wharf.push(probe, "bundles/probe");
    wharf.asked();
  }

  @AfterEach
  void stop() {
    wharf.close();
  }

  /// A driver that must not be asked for anything.
  private static final class Untouched implements Driver {
    @Override
    public String name() {
      return "untouched";
    }

    @Override
    public boolean runs() {
      throw new AssertionError("asked before the verdict");
    }

    @Override
    public Optional<String> lacks() {
      throw new AssertionError("asked before the verdict");
    }

    @Override
    public RunOutcome run(RunRequest request) {
      throw new AssertionError("run although denied");
    }
  }

  private Operate.Judged install() {
    var clock = InstantSource.fixed(Wharf.NOW);
    var ulids = new Ulids(clock, new Random(1));
    var installations = new FolderInstallations(folder.resolve("state"), ulids, clock, "test");
    var operate =
        new Operate(
            new Judge(wharf.stores),
            installations,
            new Records(ulids::next, clock),
            folder.resolve("runs"));
    var credentials = new TreeMap<String, CredentialSource>();
    // Reading it would fail: there is no such file.
    credentials.put("key", new CredentialSource.FromFile(folder.resolve("no-such-file")));
    return operate.judge(
        new Operate.Request(
            "install",
            "probe",
            Optional.of(new Place.InRegistry(wharf.tagged("bundles/probe", "v1.0.0"))),
            List.of(),
            Policy.builtIn(false),
            new Operate.Given(new TreeMap<>(), JsonObject.builder().build(), credentials, Map.of()),
            new Operate.Run(new Untouched(), _ -> {}, new Cancellation())));
  }

  @Test
  void readsSmallDocumentsOnceAndNoLayer() {
    assertThat(install()).isInstanceOf(Operate.Denied.class);

    var expected = new ArrayList<String>();
    expected.add("GET /v2/bundles/probe/manifests/v1.0.0");
    expected.add(manifest(probe.bundle().config().descriptor()));
    expected.add(blob(probe.bundle().config().config()));
    expected.add(manifest(probe.packed().getFirst().manifest()));
    expected.add(manifest(probe.lock().runner().descriptor()));
    List<String> asked = wharf.asked();
    assertThat(asked).startsWith(expected.toArray(String[]::new)).hasSize(expected.size() + 1);
    assertThat(asked.getLast())
        .as("the runner's config")
        .startsWith("GET /v2/bundles/probe/blobs/");
  }

  @Test
  void leavesNoRecordAndReadsNoCredential() {
    assertThat(install()).isInstanceOf(Operate.Denied.class);

    assertThat(folder.resolve("state")).doesNotExist();
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  private static String manifest(Descriptor descriptor) {
    return "GET /v2/bundles/probe/manifests/" + descriptor.digest();
  }

  private static String blob(Descriptor descriptor) {
    return "GET /v2/bundles/probe/blobs/" + descriptor.digest();
  }
}
