package dev.lighterage.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The archive of classes that the launcher has made beside a command: whatever happens to it, the
/// command does what it does without.
@Timeout(180)
class ArchiveIT {
  private static final String[] LIST = {"-q", "list", "--json"};
  private static final String LISTED =
      """
      {
        "installations": [],
        "unreadable": []
      }
      """;

  @TempDir private static Path shared;
  @TempDir private Path home;
  private Path cache = Path.of("");
  private Path folder = Path.of("");
  private Tool tool = new Tool(Path.of(""), Path.of(""), Map.of());

  @BeforeEach
  void start() throws IOException {
    cache = Files.createDirectory(home.resolve("cache"));
    folder = cache.resolve("lighter/start");
    tool = Tool.packaged(home).with("XDG_CACHE_HOME", cache.toString());
  }

  /// A maker that outlives its test would write into a folder that is being removed.
  @AfterEach
  void end() throws Exception {
    until(() -> makers(home).isEmpty());
  }

  @Test
  void isMadeOnceAndUsed() throws Exception {
    Path archive = make();
    String name = archive.getFileName().toString();
    assertThat(names(folder)).containsExactly(name, name + ".checked");
    assertThat(loaded())
        .containsPattern("dev\\.lighterage\\.cli\\.Main source: shared objects file \\(top\\)");
  }

  @Test
  void isMadeOnceByFourCommandsAtATime() throws Exception {
    List<Tool.Started> commands = IntStream.range(0, 4).mapToObj(_ -> tool.start(LIST)).toList();
    for (Tool.Started command : commands) {
      assertWell(Tool.finish(command));
    }
    until(() -> makers(home).isEmpty());
    assertThat(names(folder)).hasSize(2).first().asString().endsWith(".jsa");
    assertWell(tool.run(LIST));
  }

  @Test
  void isNotMadeWhereThereIsNoCacheOrItIsNotWanted() throws Exception {
    assertWell(Tool.packaged(home).run(LIST));
    assertThat(home.resolve(".cache")).doesNotExist();
    assertWell(tool.with("LIGHTER_ARCHIVE", "off").run(LIST));
    assertWell(tool.with("XDG_CACHE_HOME", "cache").run(LIST));
    assertThat(cache).isEmptyDirectory();
  }

  @Test
  void isDoneWithoutAndRemovedWhenItIsDamaged() throws Exception {
    Path archive = make();
    byte[] good = Files.readAllBytes(archive);
    List<byte[]> damaged = new ArrayList<>();
    for (int at : new int[] {0, 1 << 10, good.length / 4, good.length / 2}) {
      byte[] bad = good.clone();
      Arrays.fill(bad, at, at + (1 << 20), (byte) 0);
      damaged.add(bad);
    }
    for (int length : new int[] {0, 5, 4096, good.length / 2}) {
      damaged.add(Arrays.copyOf(good, length));
    }
    for (byte[] bad : damaged) {
      Files.write(archive, bad);
      assertWell(tool.run(LIST));
      until(() -> makers(home).isEmpty());
      assertThat(archive).doesNotExist();
    }
  }

  @Test
  void isCheckedAgainWhenTheMachineHasStartedAgain() throws Exception {
    Path archive = make();
    Path checked = checked(archive);
    String boot = Files.readString(checked);
    Files.writeString(checked, "another\n");
    assertWell(tool.run(LIST));
    until(() -> makers(home).isEmpty());
    assertThat(checked).hasContent(boot);
    assertThat(archive).exists();
    Files.writeString(checked, "another\n");
    try (var file = new RandomAccessFile(archive.toFile(), "rw")) {
      file.seek(file.length() / 2);
      file.write(new byte[1 << 20]);
    }
    Files.setLastModifiedTime(archive, FileTime.from(Instant.EPOCH));
    assertWell(tool.run(LIST));
    until(() -> makers(home).isEmpty());
    assertThat(archive).doesNotExist();
  }

  @Test
  void isDoneWithoutWhereTheCacheCannotBeWritten() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "");
    assertWell(tool.with("XDG_CACHE_HOME", file.toString()).run(LIST));
    Files.writeString(cache.resolve("lighter"), "in the way");
    assertWell(tool.run(LIST));
    until(() -> makers(home).isEmpty());
    assertThat(cache.resolve("lighter")).hasContent("in the way");
  }

  @Test
  void leavesNothingUnderItsNameWhenItsMakerIsKilled() throws Exception {
    assertWell(tool.run(LIST));
    until(() -> makers(folder).stream().anyMatch(p -> line(p).contains("ArchiveClassesAtExit")));
    makers(folder).forEach(ProcessHandle::destroyForcibly);
    until(() -> makers(folder).isEmpty());
    assertWell(tool.run(LIST));
    until(() -> makers(home).isEmpty());
    assertThat(names(folder)).as("nor tried again at once").noneMatch(n -> n.endsWith(".jsa"));
  }

  @Test
  void isNotTriedAgainAtOnceWhereTheDiskIsFull() throws Exception {
    assumeTrue(canMount(), "this machine gives no mounts of one's own");
    String script =
        """
        mount -t tmpfs -o size=1m tmpfs cache
        lighter -q list --json || exit 1
        until [ -n "$(ls cache/lighter/start/*.making/ 2>/dev/null)" ]; do sleep 0.1; done
        until [ -z "$(ls cache/lighter/start/*.making/)" ]; do sleep 0.1; done
        lighter -q list --json || exit 1
        ls cache/lighter/start/*.making/
        """
            .replace("lighter -q", tool.folder().resolve("bin/lighter") + " -q");
    var builder =
        new ProcessBuilder("unshare", "-rm", "sh", "-c", script)
            .directory(home.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(tool.environment());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).isEqualTo(LISTED + LISTED);
  }

  @Test
  void isMadeAnewWhereItBelongsToAnotherUser() throws Exception {
    assumeTrue(isRoot(), "only root can give a file away");
    Path archive = make();
    Files.setAttribute(archive, "unix:uid", 65532);
    assertWell(tool.run(LIST));
    until(() -> makers(home).isEmpty());
    assertThat(Files.getAttribute(archive, "unix:uid")).isEqualTo(0);
  }

  @Test
  void isNotMadeInTheCacheOfAnotherUser() throws Exception {
    assumeTrue(isRoot(), "only root can give a folder away");
    Files.setAttribute(cache, "unix:uid", 65532);
    assertWell(tool.run(LIST));
    until(() -> makers(home).isEmpty());
    assertThat(cache).isEmptyDirectory();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  /// The archive, made by a first command or taken from the test that had it made; checked some
  /// time ago.
  private Path make() throws Exception {
    Path known = shared.resolve("known");
    if (!Files.exists(known)) {
      assertWell(tool.run(LIST));
      until(() -> makers(home).isEmpty());
      Files.move(folder, known);
    }
    Files.createDirectories(folder);
    for (String name : names(known)) {
      Path copy = Files.copy(known.resolve(name), folder.resolve(name));
      Files.setLastModifiedTime(copy, FileTime.from(Instant.parse("2026-11-01T00:00:00Z")));
    }
    return folder.resolve(names(known).getFirst());
  }

  private static Path checked(Path archive) {
    return archive.resolveSibling(archive.getFileName() + ".checked");
  }

  /// Which classes a command loads, and from where. Of all places for options that one has the last
  /// word.
  private String loaded() throws IOException {
    Path log = home.resolve("loaded");
    var ended = tool.with("_JAVA_OPTIONS", "-Xlog:class+load:file=" + log).run(LIST);
    assertThat(ended.code()).isZero();
    return Files.readString(log);
  }

  private static void assertWell(Tool.Ended ended) {
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).isEqualTo(LISTED);
    assertThat(ended.code()).isZero();
  }

  private static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(p -> p.getFileName().toString()).sorted().toList();
    }
  }

  /// The processes that make an archive below `folder`: they work there.
  private static List<ProcessHandle> makers(Path folder) {
    return ProcessHandle.allProcesses()
        .filter(p -> Objects.requireNonNullElse(worksIn(p), Path.of("/")).startsWith(folder))
        .toList();
  }

  private static @Nullable Path worksIn(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
    } catch (IOException gone) {
      return null;
    }
  }

  private static String line(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
    } catch (IOException gone) {
      return "";
    }
  }

  private static boolean canMount() throws Exception {
    return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
            .inheritIO()
            .start()
            .waitFor()
        == 0;
  }

  /// Waits for it; the test's own limit ends a wait for what never comes.
  private static void until(Callable<Boolean> condition) throws Exception {
    while (!condition.call()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
