package dev.lighterage.cnab.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Platform;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunnerBuildTest {
  private @TempDir Path folder;
  private Dock dock;
  private String base = "";

  @BeforeEach
  void makeDock() throws IOException {
    dock = new Dock(folder);
    base = "base: oci:" + dock.base(Platform.current().architecture()) + ":12\n";
    Files.writeString(Files.createDirectories(folder.resolve("bin")).resolve("helm"), "helm");
  }

  private String full() {
    return base
        + """
        name: azure
        version: 2.0.0
        mixins: [two, one]
        tools:
          - {from: bin/helm, to: /usr/local/bin/helm}
        labels: {team: platform}
        """;
  }

  @Test
  void layersAreBaseToolsMixinsAndRunTool() {
    RunnerBuild.Built built = dock.build(full(), "out");
    assertThat(built.parts())
        .extracting(RunnerBuild.Part::name)
        .containsExactly("base", "tool /usr/local/bin/helm", "mixin one", "mixin two", "run tool");
    assertThat(built.manifest().layers())
        .isEqualTo(built.parts().stream().map(RunnerBuild.Part::blob).toList());
    assertThat(built.manifest().layers().getLast()).isEqualTo(dock.kit().runTool().descriptor());
  }

  @Test
  void configIsThatOfARunner() {
    RunnerBuild.Built built = dock.build(full(), "out");
    JsonObject config = config(built, "out");
    JsonObject run = config.object("config");
    assertThat(run.array("Entrypoint").strings()).containsExactly("/cnab/app/run");
    assertThat(run.array("Env").strings()).containsExactly("PATH=/opt/bin", "X=1");
    assertThat(run.string("User")).isEqualTo("65532");
    assertThat(run.members()).doesNotContainKeys("Cmd", "Volumes");
    JsonObject labels = run.object("Labels");
    assertThat(labels.string("base")).isEqualTo("yes");
    assertThat(labels.string("team")).isEqualTo("platform");
    assertThat(labels.string("org.opencontainers.image.title")).isEqualTo("azure");
    assertThat(labels.string("org.opencontainers.image.version")).isEqualTo("2.0.0");
    assertThat(config.object("rootfs").array("diff_ids").strings()).hasSize(5);
    assertThat(config.find("created")).isEmpty();
  }

  @Test
  void labelHoldsTheInventoryWithoutPrograms() {
    RunnerBuild.Built built = dock.build(full(), "out");
    String label = config(built, "out").object("config").object("Labels").string(Inventory.LABEL);
    assertThat(label)
        .isEqualTo(
            "{\"contract\":1,\"mixins\":{\"one\":{\"operations\":{\"go\":{}},\"version\":\"1.0.0\"},"
                + "\"two\":{\"operations\":{\"go\":{}},\"version\":\"1.0.0\"}}}");
  }

  @Test
  void sameInputGivesSameDigestAnywhere(@TempDir Path elsewhere) throws IOException {
    var other = new Dock(elsewhere);
    other.base(Platform.current().architecture());
    Files.writeString(Files.createDirectories(elsewhere.resolve("bin")).resolve("helm"), "helm");
    String text = full().replace(folder.toString(), elsewhere.toString());
    assertThat(other.build(text, "out").manifest().descriptor())
        .isEqualTo(dock.build(full(), "out").manifest().descriptor())
        .isEqualTo(
            dock.build(full().replace("[two, one]", "[one, two]"), "again")
                .manifest()
                .descriptor());
  }

  @Test
  void runToolIsOneBlobInAllRunners() {
    RunnerBuild.Built one = dock.build(base + "mixins: [one]\n", "out");
    RunnerBuild.Built two = dock.build(base + "mixins: [two]\n", "out");
    assertThat(one.manifest().descriptor()).isNotEqualTo(two.manifest().descriptor());
    assertThat(one.parts().getLast()).isEqualTo(two.parts().getLast());
  }

  @Test
  void takesMixinFromFolder() {
    Dock.mixin(folder.resolve("mine"), "three");
    RunnerBuild.Built built = dock.build(base + "mixins: [./mine]\n", "out");
    assertThat(built.inventory().mixins()).containsOnlyKeys("three");
  }

  @Test
  void onlyImageOfLayoutNeedsNoTag() {
    RunnerBuild.Built built = dock.build(base.replace(":12\n", "\n"), "out");
    assertThat(built.parts()).hasSize(2);
  }

  @Test
  void refusesWhatCannotBeFound() {
    Dock.mixin(folder.resolve("mine"), "one");
    assertThat(failure(base + "mixins: [none]\n"))
        .satisfies(f -> assertThat(f.kind()).isEqualTo(Failure.Kind.NOT_FOUND))
        .satisfies(f -> assertThat(f.facts()).containsEntry("known", "one, two"));
    assertThat(failure(base + "mixins: [./none]\n").kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    assertThat(failure(base + "mixins: [one, ./mine]\n").what())
        .isEqualTo("two mixins of one name");
    assertThat(failure(base.replace(":12", ":13")).kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    assertThat(failure("base: oci:./nowhere\n").kind()).isEqualTo(Failure.Kind.NOT_FOUND);
    assertThat(failure(base + "tools: [{from: none, to: /x}]\n").kind())
        .isEqualTo(Failure.Kind.NOT_FOUND);
  }

  @Test
  void refusesBaseOfAnotherPlatform() {
    dock.base("s390x");
    assertThat(failure("base: oci:./base-s390x:12\n").kind()).isEqualTo(Failure.Kind.UNSUPPORTED);
  }

  @Test
  void refusesLinkAmongTools() throws IOException {
    Files.createSymbolicLink(folder.resolve("bin/link"), Path.of("helm"));
    assertThat(failure(base + "tools: [{from: bin, to: /opt}]\n").kind())
        .isEqualTo(Failure.Kind.INVALID);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void hostGivesShellToolsAndLoader() {
    RunnerBuild.Built built = dock.build("base: host\nmixins: [one]\n", "out");
    assertThat(dock.build("base: host\nmixins: [one]\n", "again").manifest().descriptor())
        .isEqualTo(built.manifest().descriptor());
    assertThat(built.parts().getFirst().blob().size()).isGreaterThan(1 << 20);
  }

  @Test
  void inspectAsksForTheConfigAlone() {
    RunnerBuild.Built built = dock.build(full(), "out");
    var asked = new ArrayList<Digest>();
    RunnerInspect seen = RunnerInspect.of(new Recording(store("out"), asked), built.manifest());
    assertThat(asked).containsExactly(built.manifest().config().digest());
    assertThat(seen.inventory()).contains(built.inventory());
    assertThat(seen.entryPoint()).containsExactly("/cnab/app/run");
    assertThat(seen.platform()).isEqualTo(dock.kit().platform());
    assertThat(seen.size())
        .isEqualTo(built.manifest().children().stream().mapToLong(Descriptor::size).sum());
  }

  private LayoutStore store(String layout) {
    return LayoutStore.open(folder.resolve(layout));
  }

  private JsonObject config(RunnerBuild.Built built, String layout) {
    Descriptor config = built.manifest().config();
    return Json.readObject(Verified.read(config, store(layout).blob(config), 1 << 20));
  }

  private Failure failure(String recipe) {
    return catchThrowableOfType(Failure.class, () -> dock.build(recipe, "failed"));
  }

  /// Notes which blobs are asked for.
  private record Recording(Source source, List<Digest> asked) implements Source {
    @Override
    public String name() {
      return source.name();
    }

    @Override
    public Optional<Manifest> resolve(String tag) {
      return source.resolve(tag);
    }

    @Override
    public Optional<Manifest> manifest(Digest digest) {
      return source.manifest(digest);
    }

    @Override
    public Content blob(Descriptor descriptor) {
      asked.add(descriptor.digest());
      return source.blob(descriptor);
    }

    @Override
    public List<Descriptor> referrers(Digest subject) {
      return source.referrers(subject);
    }

    @Override
    public List<String> tags() {
      return source.tags();
    }
  }
}
