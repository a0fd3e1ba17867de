package dev.lighterage.oci.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackImageTest {
  private static final Limits SMALL = new Limits(1 << 20, 1_000, 1 << 20, 200, 300);

  @TempDir private Path top;
  private Path root;
  private Path outside;

  @BeforeEach
  void standCanaryBesideTheRoot() throws IOException {
    root = top.resolve("root");
    outside = Files.createDirectories(top.resolve("outside"));
    Files.writeString(outside.resolve("canary"), "alive");
  }

  private List<Unpacked> unpack(HostileTar... layers) {
    return Unpack.image(Arrays.stream(layers).map(HostileTar::layer).toList(), root, SMALL);
  }

  private void refuses(String message, HostileTar... layers) throws IOException {
    assertThatThrownBy(() -> unpack(layers))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.INVALID));
    assertThat(root).doesNotExist();
    assertOutsideIsUntouched();
  }

  private void assertOutsideIsUntouched() throws IOException {
    try (var names = Files.list(outside)) {
      assertThat(names).containsExactly(outside.resolve("canary"));
    }
    assertThat(outside.resolve("canary")).hasContent("alive");
    try (var names = Files.list(top)) {
      assertThat(names).isSubsetOf(outside, root);
    }
  }

  @Test
  void laysOneLayerOverTheOther() {
    List<Unpacked> all =
        unpack(
            new HostileTar().folder("etc").file("etc/a", "lower").file("etc/b", "lower"),
            new HostileTar().file("etc/a", "upper").folder("new"));
    assertThat(root.resolve("etc/a")).hasContent("upper");
    assertThat(root.resolve("etc/b")).hasContent("lower");
    assertThat(all).extracting(Unpacked::entries).containsExactly(3, 2);
  }

  @Test
  void removesWhatIsWhitedOut() {
    unpack(
        new HostileTar().file("d/a", "").file("d/sub/b", "").file("keep", ""),
        new HostileTar().file("d/.wh.a", "").file("d/.wh.sub", "").file(".wh.absent", ""));
    assertThat(root.resolve("d")).isEmptyDirectory();
    assertThat(root.resolve("keep")).exists();
  }

  @Test
  void keepsWhatTheSameLayerWroteBeforeTheWhiteout() {
    unpack(
        new HostileTar().file("d/old", "").file("d/both", "lower"),
        new HostileTar()
            .file("d/new", "")
            .file("d/both", "upper")
            .file("d/.wh..wh..opq", "")
            .file("d/after", ""));
    assertThat(root.resolve("d/old")).doesNotExist();
    assertThat(root.resolve("d/new")).exists();
    assertThat(root.resolve("d/after")).exists();
    assertThat(root.resolve("d/both")).hasContent("upper");
  }

  @Test
  void whitesOutLinkAndNotWhatItNames() {
    unpack(
        new HostileTar().file("real/a", "").symbolicLink("link", "real"),
        new HostileTar().file(".wh.link", ""));
    assertThat(root.resolve("real/a")).exists();
    assertThat(Files.exists(root.resolve("link"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void refusesWhiteoutOfWhatIsNoName() throws IOException {
    refuses("dangerous entry", new HostileTar().file(".wh...", ""));
    refuses("dangerous entry", new HostileTar().file("d/.wh..", ""));
    refuses("dangerous entry", new HostileTar().file("d/.wh.", ""));
  }

  @Test
  void keepsLinksAsTheyAre() throws IOException {
    unpack(
        new HostileTar()
            .folder("usr/bin")
            .symbolicLink("bin", "usr/bin")
            .symbolicLink("etc/alt", "/usr/bin/x")
            .symbolicLink("usr/bin/up", "../../etc"));
    assertThat(Files.readSymbolicLink(root.resolve("bin"))).hasToString("usr/bin");
    assertThat(Files.readSymbolicLink(root.resolve("etc/alt"))).hasToString("/usr/bin/x");
  }

  @Test
  void writesThroughLinkOnlyInsideTheRoot() throws IOException {
    unpack(
        new HostileTar().folder("usr/lib").symbolicLink("lib", "usr/lib"),
        new HostileTar().file("lib/a", "1"),
        new HostileTar().symbolicLink("abs", outside.toString()),
        new HostileTar().file("abs/canary", "dead"));
    assertThat(root.resolve("usr/lib/a")).hasContent("1");
    // An absolute link begins at the root of the image.
    assertThat(root.resolve(outside.toString().substring(1)).resolve("canary")).hasContent("dead");
    assertOutsideIsUntouched();
  }

  @Test
  void replacesLinkByWhatComesAfterIt() throws IOException {
    unpack(
        new HostileTar()
            .symbolicLink("f", outside.resolve("canary").toString())
            .file("f", "own")
            .symbolicLink("d", outside.toString())
            .folder("d")
            .file("d/canary", "own"));
    assertThat(root.resolve("f")).hasContent("own").isRegularFile();
    assertThat(root.resolve("d/canary")).hasContent("own");
    assertOutsideIsUntouched();
  }

  @Test
  void refusesLinksThatClimbOverTheRoot() throws IOException {
    refuses("out of the root", new HostileTar().symbolicLink("a", "../outside"));
    refuses("out of the root", new HostileTar().symbolicLink("d/a", "../../outside"));
    refuses("out of the root", new HostileTar().symbolicLink("a", "/../outside"));
    refuses("out of the root", new HostileTar().symbolicLink("a", "b/../../outside"));
    refuses("link to nothing", new HostileTar().symbolicLink("a", ""));
  }

  @Test
  void refusesLinksInCircles() throws IOException {
    refuses(
        "too many links",
        new HostileTar().symbolicLink("a", "b").symbolicLink("b", "a").file("a/x", ""));
  }

  @Test
  void linksFilesInsideTheRootOnly() throws IOException {
    unpack(new HostileTar().file("usr/a", "1").symbolicLink("s", "usr").hardLink("b", "s/a"));
    assertThat(root.resolve("b")).hasContent("1");
    new Maker(root).remove(root);
    refuses("dangerous entry", new HostileTar().hardLink("a", "../outside/canary"));
    refuses("dangerous entry", new HostileTar().hardLink("a", outside + "/canary"));
    refuses("no file here", new HostileTar().hardLink("a", "missing"));
    refuses("no file here", new HostileTar().file("a", "").hardLink("a", "a"));
    refuses("no file here", new HostileTar().symbolicLink("s", "/x").hardLink("a", "s"));
    refuses("no file here", new HostileTar().folder("d").hardLink("a", "d"));
  }

  @Test
  void writesNothingIntoFileThatHasAnotherName() {
    unpack(
        new HostileTar().file("a", "first").hardLink("b", "a"),
        new HostileTar().file("b", "second"));
    assertThat(root.resolve("a")).hasContent("first");
    assertThat(root.resolve("b")).hasContent("second");
  }

  @Test
  void replacesFolderByFileAndFileByFolder() {
    unpack(
        new HostileTar().file("a/b/c", "").file("f", ""),
        new HostileTar().file("a", "file").folder("f").file("f/x", ""));
    assertThat(root.resolve("a")).hasContent("file");
    assertThat(root.resolve("f/x")).exists();
  }

  @Test
  void keepsModesButNoSetUserId() throws IOException {
    unpack(new HostileTar().program("su", 04711).program("ro", 0444).program("d/x", 0));
    assertThat(Files.getAttribute(root.resolve("su"), "unix:mode")).isEqualTo(0100711);
    assertThat(Files.getAttribute(root.resolve("ro"), "unix:mode")).isEqualTo(0100444);
  }

  @Test
  void takesBackslashesAsRealImagesHaveThem() {
    unpack(new HostileTar().file("etc/system-x\\x2dy.slice", ""));
    assertThat(root.resolve("etc/system-x\\x2dy.slice")).exists();
  }

  @Test
  void refusesDevices() throws IOException {
    refuses("neither file", new HostileTar().entry("dev/null", '3', "", new byte[0]));
    refuses("neither file", new HostileTar().entry("pipe", '6', "", new byte[0]));
  }

  @Test
  void countsLimitsOverAllLayers() {
    var half = new HostileTar().entry("a", '0', "", new byte[600_000]);
    assertThatThrownBy(() -> unpack(half, half)).hasMessageContaining("limit: 1048576 bytes");
    assertThat(root).doesNotExist();
  }

  /// Archives of links, folders, files and whiteouts put together at random, with names that lead
  /// everywhere: whatever becomes of them, nothing outside the root changes.
  @Test
  void staysInsideTheRootWhateverTheArchive() throws IOException {
    var random = new Random(11);
    for (int round = 0; round < 400; round++) {
      HostileTar[] layers = {randomLayer(random), randomLayer(random), randomLayer(random)};
      try {
        unpack(layers);
        new Maker(root).remove(root);
      } catch (Failure refused) {
        assertThat(refused.kind()).isEqualTo(Failure.Kind.INVALID);
      }
      assertThat(Files.exists(root, LinkOption.NOFOLLOW_LINKS)).isFalse();
      assertOutsideIsUntouched();
    }
  }

  private HostileTar randomLayer(Random random) {
    var tar = new HostileTar();
    for (int i = 0; i < 6; i++) {
      String name = randomName(random);
      switch (random.nextInt(6)) {
        case 0 -> tar.folder(name);
        case 1 -> tar.file(name, "dead");
        case 2 -> tar.symbolicLink(name, randomTarget(random));
        case 3 -> tar.hardLink(name, randomName(random));
        case 4 -> tar.file(name + "/.wh." + randomPart(random), "");
        case 5 -> tar.file(name + "/.wh..wh..opq", "");
        default -> throw new AssertionError("six cases");
      }
    }
    return tar;
  }

  private static String randomPart(Random random) {
    return List.of("a", "b", "c", "canary").get(random.nextInt(4));
  }

  private static String randomName(Random random) {
    String name = randomPart(random);
    return random.nextInt(2) == 0 ? name : name + "/" + randomName(random);
  }

  private String randomTarget(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> outside.toString();
      case 1 -> "/" + randomName(random);
      case 2 -> random.nextInt(8) == 0 ? "../outside" : "./" + randomName(random);
      case 3 -> "/";
      case 4 -> random.nextInt(4) == 0 ? ".." : randomPart(random);
      default -> randomName(random);
    };
  }
}
