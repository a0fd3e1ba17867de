package dev.lighterage.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.cnab.image.RunToolLayer;
import dev.lighterage.cnab.image.RunnerBuild;
import dev.lighterage.cnab.image.RunnerKit;
import dev.lighterage.cnab.image.RunnerRecipe;
import dev.lighterage.contract.operation.Places;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.pack.Limits;
import dev.lighterage.oci.pack.Unpack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The run-tool layer on a root that holds nothing else but a static busybox.
///
/// Needs `/bin/busybox` (Debian: busybox-static) and leave to make namespaces; says so and skips
/// where there is none.
class LayerIT {
  private static final Path BUSYBOX = Path.of("/bin/busybox");
  private static final List<String> ALONE =
      List.of("unshare", "--mount", "--pid", "--fork", "--map-root-user");

  private @TempDir Path folder;
  private Path root;
  private RunnerKit kit;

  @BeforeEach
  void open() throws IOException {
    kit = RunnerKit.open(Path.of("target/kit"));
    root = Files.createDirectory(folder.resolve("root"));
  }

  @Test
  void sameInputGivesSameDigestInAnotherFolder() {
    List<Path> jars =
        Arrays.stream(System.getProperty("java.class.path").split(":", -1))
            .map(Path::of)
            .filter(Files::isRegularFile)
            .sorted()
            .toList();
    var layer = new RunToolLayer(folder.resolve("work")).make(jars);
    assertThat(layer.descriptor()).isEqualTo(kit.runTool().descriptor());
    assertThat(layer.diffId()).isEqualTo(kit.runTool().diffId());
  }

  @Test
  void startsProgramOnRootWithoutAnyLibrary() throws Exception {
    prepare();
    step("env", "\"/bin/busybox\",\"env\"");
    step(
        "echo",
        "\"/bin/busybox\",\"echo\",\"${parameters.p}\",\"$(touch"
            + " /x)\",\"--flag\",\"@/etc/passwd\"");
    Ended run = run(Map.of("P", "grüße ☃\nline", "LD_LIBRARY_PATH", "/none", "TOKEN", "secret"));

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo(
            """
            >>> env exec.run
            HOME=/tmp/step-0/work
            PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
            <<< env done
            >>> echo exec.run
            grüße ☃
            line $(touch /x) --flag @/etc/passwd
            <<< echo done
            """);
    assertThat(root.resolve("x")).doesNotExist();
    assertThat(Files.readString(root.resolve(Places.STEPS.substring(1)))).contains("\"done\"");
  }

  @Test
  void programsOfMixinsRunThereToo() throws Exception {
    prepare();
    write("cnab/app/artifacts/seed/grüße --x.sql", "select 1");
    write("cnab/app/artifacts/web/web/Chart.yaml", "name: web\nversion: 1.2.0\n");
    Files.createDirectories(root.resolve("data"));
    add("seed", "files", "put", "{\"source\":\"seed\",\"to\":\"/data\"}");
    add(
        "web",
        "playground",
        "deploy",
        "{\"chart\":\"web\",\"release\":\"shop ☃\",\"cloud\":\"/data\",\"values\":{\"a\":1}}");
    Ended run = run(Map.of());

    assertThat(run.err())
        .isEqualTo(
            """
            files: 1 in place, 0 taken away
            playground: release shop ☃ runs web 1.2.0, revision 1
            """);
    assertThat(run.code()).isZero();
    assertThat(root.resolve("data/grüße --x.sql")).hasContent("select 1");
    assertThat(Files.readString(root.resolve("data/playground.json"))).contains("\"shop ☃\"");
  }

  @Test
  void runnerOnHostBaseHasShellAndTools() throws Exception {
    prepare();
    Path recipe = Files.writeString(folder.resolve("runner.yaml"), "base: host\nmixins: [exec]\n");
    LayoutStore store = LayoutStore.create(folder.resolve("layout"));
    RunnerBuild.Built built =
        new RunnerBuild(kit, folder.resolve("scratch"))
            .build(RunnerRecipe.read(recipe), store, "1");
    root = folder.resolve("runner");
    Unpack.image(
        built.manifest().layers().stream()
            .map(layer -> new Unpack.Packed(layer, store.blob(layer)))
            .toList(),
        root,
        Limits.IMAGE);
    step(
        "tools",
        "\"sh\",\"-c\",\"printf 'b\\\\na\\\\n' | sort | grep . | tr a-z A-Z | sed s/^/-/\"");
    Ended run = run(Map.of());
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(">>> tools exec.run\n-A\n-B\n<<< tools done\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void ordinaryRuntimeIsToldWhatIsMissing() throws Exception {
    prepare();
    step("env", "\"/bin/busybox\",\"env\"");
    granted.clear();
    write("cnab/bundle.json", bundle());
    Ended run = start(Map.of());
    assertThat(run.code()).isEqualTo(120);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("/cnab/claim.json has no custom[\"dev.lighterage\"]");
  }

  private final List<String> steps = new ArrayList<>();
  private final List<String> granted = new ArrayList<>();

  /// Unpacks the layer, and busybox and the mixins beside it.
  private void prepare() throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(BUSYBOX), "no static busybox (Debian: busybox-static) at " + BUSYBOX);
    assumeTrue(namespaces(), "this machine does not let us make namespaces");
    Unpack.tree(
        new Unpack.Packed(kit.runTool().descriptor(), kit.runTool().content()),
        root.resolve("image"),
        Limits.IMAGE);
    root = root.resolve("image");
    Files.createDirectories(root.resolve("bin"));
    Files.createDirectories(root.resolve("proc"));
    Files.copy(BUSYBOX, root.resolve("bin/busybox"));
    for (Map.Entry<String, Path> mixin : kit.mixins().entrySet()) {
      Path target = Files.createDirectories(root.resolve("cnab/app/mixins/" + mixin.getKey()));
      try (var files = Files.list(mixin.getValue())) {
        for (Path file : files.toList()) {
          Files.copy(file, target.resolve(file.getFileName()));
        }
      }
    }
  }

  private static boolean namespaces() throws IOException, InterruptedException {
    var command = new ArrayList<>(ALONE);
    command.add("true");
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  private void step(String id, String command) {
    add(id, "exec", "run", "{\"command\":[" + command + "]}");
  }

  private void add(String id, String mixin, String operation, String with) {
    steps.add(
        "{\"id\":\"%s\",\"mixin\":\"%s\",\"operation\":\"%s\",\"with\":%s}"
            .formatted(id, mixin, operation, with));
    granted.add("\"" + mixin + "." + operation + "\"");
  }

  private String bundle() {
    String image =
        "\"image\":\"example.com/x/y:1\",\"imageType\":\"oci\",\"contentDigest\":\"sha256:%s\""
            .formatted("a".repeat(64));
    return """
    {"schemaVersion":"v1.2.0","name":"shop","version":"1.0.0",
    "invocationImages":[{%1$s}],"images":{"seed":{%1$s},"web":{%1$s}},
    "definitions":{"s":{"type":"string"}},
    "parameters":{"p":{"definition":"s","destination":{"env":"P"}}},
    "custom":{"dev.lighterage":{"version":1,
    "artifacts":{"seed":{"kind":"file"},"web":{"kind":"helm"}},
    "actions":{"install":[%2$s]},"derived":[]}}}\
    """
        .formatted(image, String.join(",", steps));
  }

  private Ended run(Map<String, String> environment) throws Exception {
    write("cnab/bundle.json", bundle());
    write(
        "cnab/claim.json",
        "{\"custom\":{\"dev.lighterage\":{\"contract\":1,\"granted\":[%s],\"mounts\":[],\"steps\":[]}}}"
            .formatted(String.join(",", granted)));
    return start(environment);
  }

  private record Ended(int code, String out, String err) {}

  private Ended start(Map<String, String> environment) throws Exception {
    var command = new ArrayList<>(ALONE);
    command.addAll(List.of("--root=" + root, "--mount-proc=/proc", "--wd=/", Places.RUN));
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    var builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    String path = System.getenv("PATH");
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("PATH", path);
    builder.environment().put(Places.ACTION, "install");
    builder.environment().put(Places.INSTALLATION, "shop");
    int code = builder.start().waitFor();
    return new Ended(code, Files.readString(out), Files.readString(err));
  }

  private void write(String place, String text) throws IOException {
    Path file = root.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
