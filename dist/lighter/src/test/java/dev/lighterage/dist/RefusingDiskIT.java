package dev.lighterage.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.serve.RegistryServer;
import dev.lighterage.oci.serve.ServeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged tool where the disk is really full, or really read-only: one error that says so,
/// and what stood there stands.
class RefusingDiskIT {
  private static final int UNSUPPORTED = 21;
  private static final int STORAGE = 18;

  @TempDir Path temp;
  private RegistryServer registry;
  private Parcel parcel;
  private Tool tool;
  private RefusingDisk disk;

  @BeforeEach
  void open() throws IOException {
    registry = RegistryServer.start(temp.resolve("registry"), ServeSettings.loopback());
    Parcel.runner(registry.authority());
    parcel = Parcel.write(temp.resolve("parcel"), registry.authority(), 31);
    tool =
        Tool.packaged(Files.createDirectory(temp.resolve("home"))).with("LIGHTER_ARCHIVE", "off");
    disk =
        new RefusingDisk(
            Files.createDirectory(temp.resolve("disk")),
            Files.createDirectory(temp.resolve("kept")));
  }

  @AfterEach
  void close() {
    registry.close();
  }

  private String pushed() {
    Tool.Ended ended = tool.run("push", "-f", parcel.folder().toString());
    assertThat(ended.code()).as(ended.err()).isZero();
    return registry.authority() + "/bundles/parcel:v1.0.0";
  }

  private static void requireOneErrorThatSaysWhy(Tool.Ended ended, String why) {
    assertThat(ended.code()).as(ended.err()).isEqualTo(STORAGE);
    assertThat(ended.err()).containsOnlyOnce("lighter: ").contains("why: " + why);
    assertThat(ended.err().strip().lines().toList().getLast()).startsWith("→ ");
  }

  @Test
  void buildLeavesTheLastBundleWholeOnAFullDisk() throws IOException {
    // The recipe with three small files is built; then they grow.
    String first =
        "cp \"$parcel/lighter.yaml\" \"$0/\"; "
            + "for f in one two three; do echo $f >\"$0/$f.bin\"; done; "
            + "\"$tool\" build -q -f \"$0\" >/dev/null; "
            + "for f in one two three; do ln -sf \"$parcel/$f.bin\" \"$0/\"; done";
    Tool.Ended ended =
        disk.full(
            tool.with("parcel", parcel.folder().toString()),
            first,
            "build",
            "-f",
            disk.folder().toString());
    requireOneErrorThatSaysWhy(ended, "No space left on device");
    Path layout = disk.kept().resolve(".lighter/bundle");
    assertThat(Whole.require(layout, true)).isPositive();
    assertThat(LayoutStore.open(layout).tags()).containsExactly("v1.0.0");
    assertThat(layout.resolve(".lighter/tmp")).isEmptyDirectory();
  }

  @Test
  void pullTagsNothingThatIsNotWholeOnAFullDisk() throws IOException {
    Tool.Ended ended = disk.full(tool, ":", "pull", pushed(), disk.folder() + "/layout");
    requireOneErrorThatSaysWhy(ended, "No space left on device");
    Path layout = disk.kept().resolve("layout");
    Whole.require(layout, true);
    assertThat(LayoutStore.open(layout).tags()).isEmpty();
    assertThat(layout.resolve(".lighter/tmp")).isEmptyDirectory();
  }

  @Test
  void installRecordsThatItFailedWhereTheCacheIsFull() throws IOException {
    Tool.Ended ended = install(tool.with("XDG_CACHE_HOME", disk.folder().toString()), ":");
    requireOneErrorThatSaysWhy(ended, "No space left on device");
    assertThat(tool.run("list").out()).contains("failed");
    assertThat(regularFiles(disk.kept())).isEmpty();
  }

  @Test
  void installRunsNothingWhereItCannotBeRecorded() throws IOException {
    Tool full = tool.with("XDG_STATE_HOME", disk.folder().toString());
    Tool.Ended ended = install(full, "dd if=/dev/zero of=\"$0/filler\" 2>/dev/null || :");
    requireOneErrorThatSaysWhy(ended, "No space left on device");
    assertThat(regularFiles(disk.kept()))
        .as("no record, but the lock under which it was to be written")
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrder("filler", "lock");
    assertThat(tool.with("XDG_STATE_HOME", disk.kept().toString()).run("list").out()).isEmpty();
  }

  private Tool.Ended install(Tool where, String first) throws IOException {
    Path cloud = Files.createDirectory(temp.resolve("cloud"));
    assertThat(cloud.toFile().setWritable(true, false)).isTrue();
    Tool.Ended ended =
        disk.full(where, first, "install", "p", pushed(), "--mount", cloud + ":/data");
    assumeTrue(ended.code() != UNSUPPORTED, ended.err());
    assertThat(cloud).isEmptyDirectory();
    return ended;
  }

  private static List<Path> regularFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void readOnlyHomeIsOneErrorForEachThatWritesThere() throws IOException {
    String reference = pushed();
    Tool home = tool.with("HOME", disk.folder().toString());
    Path recipe = disk.folder().resolve("parcel");
    Files.createDirectory(recipe);
    for (String file : new String[] {"lighter.yaml", "one.bin", "two.bin", "three.bin"}) {
      Files.copy(parcel.folder().resolve(file), recipe.resolve(file));
    }
    String[][] commands = {
      {"build", "-f", recipe.toString()},
      {"lock", "-f", recipe.toString()},
      {"pull", reference, disk.folder() + "/layout"},
      {"install", "p", reference, "--mount", temp + ":/data"},
      {"init", disk.folder() + "/new"}
    };
    for (String[] command : commands) {
      Tool.Ended ended = disk.readOnly(home, ":", command);
      assumeTrue(ended.code() != UNSUPPORTED, ended.err());
      requireOneErrorThatSaysWhy(ended, "Read-only file system");
    }
    for (String[] reading : new String[][] {{"list"}, {"inspect", reference}, {"logout", "a.b"}}) {
      Tool.Ended ended = disk.readOnly(home, ":", reading);
      assertThat(ended.code()).as(ended.err()).isZero();
    }
    assertThat(disk.folder()).isDirectoryNotContaining("glob:**/{.*,layout,new}");
  }

  @Test
  void loginSaysThatItCannotBeKeptInAReadOnlyHome() throws IOException {
    Path password = Files.writeString(temp.resolve("password"), "s3cret\n");
    Tool home = tool.with("HOME", disk.folder().toString()).with("password", password.toString());
    Tool.Ended ended =
        disk.readOnly(
            home,
            "exec <\"$password\"",
            "login",
            registry.authority(),
            "-u",
            "ada",
            "--password-stdin");
    requireOneErrorThatSaysWhy(ended, "Read-only file system");
    assertThat(ended.err() + ended.out()).doesNotContain("s3cret");
  }
}
