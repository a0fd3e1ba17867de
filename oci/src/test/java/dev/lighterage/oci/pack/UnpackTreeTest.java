package dev.lighterage.oci.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackTreeTest {
  private static final Limits SMALL = new Limits(1 << 20, 100, 1 << 19, 200, 300);

  @TempDir private Path top;

  private Path folder() {
    return top.resolve("inner").resolve("tree");
  }

  private Unpacked unpack(Unpack.Packed layer) {
    return Unpack.tree(layer, folder(), SMALL);
  }

  private void refuses(HostileTar tar, Failure.Kind kind, String message) throws IOException {
    refuses(tar.layer(), kind, message);
  }

  private void refuses(Unpack.Packed layer, Failure.Kind kind, String message) throws IOException {
    assertThatThrownBy(() -> unpack(layer))
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.kind()).isEqualTo(kind));
    assertNothingLeft();
  }

  private void assertNothingLeft() throws IOException {
    try (var all = Files.walk(top)) {
      assertThat(all.filter(p -> !p.equals(top) && !p.equals(top.resolve("inner")))).isEmpty();
    }
  }

  @Test
  void unpacksWhatItsPackerPacked() throws IOException {
    Layer layer =
        new Packer(top.resolve("scratch"))
            .tarGzip(
                "application/vnd.oci.image.layer.v1.tar+gzip",
                List.of(
                    TarEntry.folder("web"),
                    TarEntry.file("web/run", true, Content.of(Bytes.utf8("#!"))),
                    TarEntry.folder("web/empty"),
                    TarEntry.file("web/empty file", false, Content.of(Bytes.empty())),
                    TarEntry.file("web/größe", false, Content.of(Bytes.utf8("ß"))),
                    TarEntry.file(
                        "web/" + "l".repeat(200), false, Content.of(Samples.bytes(1, 100_000)))));
    Unpacked unpacked = unpack(new Unpack.Packed(layer.descriptor(), layer.content()));
    assertThat(unpacked).isEqualTo(new Unpacked(layer.diffId(), 6, 100_004));
    assertThat(folder().resolve("web/run")).hasContent("#!").isExecutable();
    assertThat(folder().resolve("web/empty")).isEmptyDirectory();
    assertThat(folder().resolve("web/empty file")).isEmptyFile();
    assertThat(folder().resolve("web/größe")).hasContent("ß");
    assertThat(Files.readAllBytes(folder().resolve("web/" + "l".repeat(200))))
        .isEqualTo(Samples.bytes(1, 100_000).toArray());
  }

  @Test
  void makesFoldersThatHaveNoEntry() {
    unpack(new HostileTar().file("a/b/c", "deep").layer());
    assertThat(folder().resolve("a/b/c")).hasContent("deep");
  }

  @Test
  void takesLeadingDotAsOtherTarsWriteIt() {
    unpack(new HostileTar().folder(".").file("./a", "1").folder("./b").layer());
    assertThat(folder().resolve("a")).hasContent("1");
  }

  @Test
  void normalisesModesAndDropsSetUserId() throws IOException {
    unpack(new HostileTar().program("su", 06755).program("plain", 0666).layer());
    assertThat(Files.getAttribute(folder().resolve("su"), "unix:mode")).isEqualTo(0100755);
    assertThat(Files.getAttribute(folder().resolve("plain"), "unix:mode")).isEqualTo(0100644);
  }

  @Test
  void refusesNamesThatLeadOutside() throws IOException {
    for (String name :
        List.of("../x", "a/../../x", "/etc/x", "..", "a/..", "a//b", "./../x", "a/./b", "/")) {
      refuses(new HostileTar().file(name, "x"), Failure.Kind.INVALID, "dangerous entry");
    }
    refuses(new HostileTar().folder("../x"), Failure.Kind.INVALID, "dangerous entry");
  }

  @Test
  void refusesNamesOfOtherSystems() throws IOException {
    refuses(new HostileTar().file("..\\x", "x"), Failure.Kind.INVALID, "backslash");
    refuses(new HostileTar().file("C:x", "x"), Failure.Kind.INVALID, "drive");
  }

  @Test
  void refusesNameGivenByPaxHeader() throws IOException {
    refuses(
        new HostileTar().pax("18 path=../../etc\n").file("good", "x"),
        Failure.Kind.INVALID,
        "../../etc");
    refuses(
        new HostileTar().pax("12 path=a\0b\n").file("good", "x"),
        Failure.Kind.INVALID,
        "zero byte");
  }

  @Test
  void refusesNameGivenByGnuHeader() throws IOException {
    refuses(
        new HostileTar()
            .entry("././@LongLink", 'L', "", "/etc/x\0".getBytes(StandardCharsets.UTF_8))
            .file("good", "x"),
        Failure.Kind.INVALID,
        "/etc/x");
  }

  @Test
  void refusesLinks() throws IOException {
    refuses(new HostileTar().symbolicLink("a", "b"), Failure.Kind.INVALID, "it is a link");
    refuses(
        new HostileTar().file("b", "").hardLink("a", "b"), Failure.Kind.INVALID, "it is a link");
  }

  @Test
  void refusesDevicesAndFifos() throws IOException {
    for (char type : new char[] {'3', '4', '6', 'V', 'Z'}) {
      refuses(
          new HostileTar().entry("a", type, "", new byte[0]),
          Failure.Kind.INVALID,
          "neither file nor folder");
    }
  }

  @Test
  void refusesSparseFiles() throws IOException {
    refuses(new HostileTar().entry("a", 'S', "", new byte[0]), Failure.Kind.UNSUPPORTED, "sparse");
    refuses(
        new HostileTar().pax("22 GNU.sparse.major=1\n").file("a", ""),
        Failure.Kind.UNSUPPORTED,
        "sparse");
  }

  @Test
  void refusesNamesThatAreOneElsewhere() throws IOException {
    refuses(new HostileTar().file("a", "").file("A", ""), Failure.Kind.INVALID, "case only");
    refuses(new HostileTar().file("a/x", "").file("A/y", ""), Failure.Kind.INVALID, "case only");
    refuses(new HostileTar().file("a", "").file("a", ""), Failure.Kind.INVALID, "case only");
    refuses(new HostileTar().file("a", "").file("a/b", ""), Failure.Kind.INVALID, "case only");
    refuses(new HostileTar().folder("a").file("a", ""), Failure.Kind.INVALID, "case only");
  }

  @Test
  void holdsEntriesToTheLimit() throws IOException {
    var many = new HostileTar();
    for (int i = 0; i < 101; i++) {
      many.folder("f" + i);
    }
    refuses(many, Failure.Kind.TOO_LARGE, "limit: 100 entries");
  }

  @Test
  void holdsOneFileAndAllFilesToTheLimit() throws IOException {
    byte[] half = new byte[(1 << 19) + 1];
    refuses(
        new HostileTar().entry("a", '0', "", half), Failure.Kind.TOO_LARGE, "bytes of one file");
    byte[] most = Arrays.copyOf(half, 1 << 19);
    refuses(
        new HostileTar()
            .entry("a", '0', "", most)
            .entry("b", '0', "", most)
            .entry("c", '0', "", new byte[1]),
        Failure.Kind.TOO_LARGE,
        "limit: 1048576 bytes");
  }

  @Test
  void believesNoSizeThatIsNotThere() throws IOException {
    byte[] header = new UstarHeader("a", 0644, 500_000, 0, '0', "").bytes();
    refuses(HostileTar.packed(header), Failure.Kind.INVALID, "not an archive to be read");
  }

  @Test
  void holdsNamesToTheLimit() throws IOException {
    String name = "n/".repeat(150) + "n";
    refuses(
        new HostileTar().pax("311 path=" + name + "\n").file("x", ""),
        Failure.Kind.TOO_LARGE,
        "name over the limit");
    refuses(
        new HostileTar().entry("././@LongLink", 'L', "", new byte[400]).file("x", ""),
        Failure.Kind.TOO_LARGE,
        "header over the limit");
    refuses(
        new HostileTar().pax("266 path=" + "n".repeat(256) + "\n").file("x", ""),
        Failure.Kind.INVALID,
        "longer than 255");
  }

  @Test
  void stopsBomb() throws IOException {
    byte[] zeros = new byte[20 << 20];
    var bomb =
        HostileTar.packed(HostileTar.gzip(new HostileTar().entry("z", '0', "", zeros).tar()));
    var wide = new Limits(1L << 40, 100, 1L << 40, 200, 300);
    assertThatThrownBy(() -> Unpack.tree(bomb, folder(), wide))
        .hasMessageContaining("out of proportion");
    assertNothingLeft();
  }

  @Test
  void stopsBombAfterTheEndOfTheArchive() throws IOException {
    byte[] tar = Arrays.copyOf(new HostileTar().file("a", "").tar(), 40 << 20);
    refuses(HostileTar.packed(HostileTar.gzip(tar)), Failure.Kind.TOO_LARGE, "out of proportion");
  }

  @Test
  void refusesLayerThatIsNotWhatItsDigestSays() throws IOException {
    Unpack.Packed good = new HostileTar().file("a", "good").gzipped();
    byte[] other = new HostileTar().file("a", "evil").gzipped().content().open(0).readAllBytes();
    Bytes same = Bytes.of(Arrays.copyOf(other, (int) good.layer().size()));
    refuses(new Unpack.Packed(good.layer(), Content.of(same)), Failure.Kind.CORRUPT, "digest");
  }

  @Test
  void refusesLayerOfOtherSize() throws IOException {
    Unpack.Packed good = new HostileTar().file("a", "good").gzipped();
    byte[] bytes = good.content().open(0).readAllBytes();
    Bytes shorter = Bytes.of(Arrays.copyOf(bytes, bytes.length - 9));
    Bytes longer = Bytes.of(Arrays.copyOf(bytes, bytes.length + 9));
    refuses(new Unpack.Packed(good.layer(), Content.of(shorter)), Failure.Kind.CORRUPT, "size");
    refuses(new Unpack.Packed(good.layer(), Content.of(longer)), Failure.Kind.CORRUPT, "size");
  }

  @Test
  void refusesWhatIsNoArchive() throws IOException {
    refuses(
        HostileTar.packed(new byte[] {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0}),
        Failure.Kind.UNSUPPORTED,
        "zstd");
    refuses(
        HostileTar.packed("<html>404</html>".getBytes(StandardCharsets.UTF_8)),
        Failure.Kind.INVALID,
        "not an archive");
    refuses(
        HostileTar.packed(Samples.bytes(5, 5_000).toArray()),
        Failure.Kind.INVALID,
        "not an archive");
    refuses(
        HostileTar.packed(new byte[] {0x1f, (byte) 0x8b, 8, 0}),
        Failure.Kind.INVALID,
        "not an archive");
  }

  @Test
  void readsArchiveThatEndsWithItsLastFile() {
    byte[] tar = new HostileTar().file("a", "1").tar();
    unpack(HostileTar.packed(Arrays.copyOf(tar, 513)));
    assertThat(folder().resolve("a")).hasContent("1");
  }

  @Test
  void refusesArchiveCutWithinFile() throws IOException {
    byte[] tar = new HostileTar().file("a", "12").tar();
    byte[] cut = Arrays.copyOf(tar, 513);
    refuses(HostileTar.packed(cut), Failure.Kind.INVALID, "archive ends within a file");
    refuses(
        HostileTar.packed(HostileTar.gzip(cut)),
        Failure.Kind.INVALID,
        "archive ends within a file");
    refuses(
        HostileTar.packed(Arrays.copyOf(tar, 511)),
        Failure.Kind.INVALID,
        "archive ends within a header");
  }

  @Test
  void readsGzipOfSeveralMembers() {
    byte[] tar = new HostileTar().file("a", "1").tar();
    byte[] first = HostileTar.gzip(Arrays.copyOf(tar, 512));
    byte[] rest = HostileTar.gzip(Arrays.copyOfRange(tar, 512, tar.length));
    byte[] both = Arrays.copyOf(first, first.length + rest.length);
    System.arraycopy(rest, 0, both, first.length, rest.length);
    unpack(HostileTar.packed(both));
    assertThat(folder().resolve("a")).hasContent("1");
  }

  @Test
  void leavesAloneWhatStandsInItsPlace() throws IOException {
    Files.createDirectories(folder());
    unpack(new HostileTar().file("a", "1").layer());
    assertThatThrownBy(() -> unpack(new HostileTar().file("b", "2").layer()))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.CONFLICT));
    assertThat(folder()).isDirectoryContaining("glob:**/a").isDirectoryNotContaining("glob:**/b");
  }

  /// Broken archives by the hundred: each is unpacked or refused as a failure of a known kind, and
  /// nothing comes to be outside the folder.
  @Test
  void survivesArchivesBrokenAtRandom() throws IOException {
    byte[] good =
        new HostileTar()
            .folder("d")
            .file("d/a", "some text")
            .pax("15 path=d/long\n")
            .file("x", "long")
            .entry("././@LongLink", 'L', "", "d/gnu\0".getBytes(StandardCharsets.UTF_8))
            .file("y", "gnu")
            .tar();
    var random = new Random(7);
    for (int round = 0; round < 600; round++) {
      byte[] broken = good.clone();
      int header = 512 * random.nextInt(good.length / 512);
      for (int i = random.nextInt(4); i >= 0; i--) {
        broken[header + random.nextInt(512)] = (byte) random.nextInt(256);
      }
      fixChecksum(broken, header);
      try {
        unpack(HostileTar.packed(broken));
        new Maker(folder()).remove(folder());
      } catch (Failure refused) {
        assertThat(refused.kind())
            .isIn(Failure.Kind.INVALID, Failure.Kind.TOO_LARGE, Failure.Kind.UNSUPPORTED);
      }
      assertNothingLeft();
    }
  }

  private static void fixChecksum(byte[] tar, int header) {
    int sum = 8 * ' ';
    for (int i = 0; i < 512; i++) {
      sum += i >= 148 && i < 156 ? 0 : tar[header + i] & 0xff;
    }
    byte[] digits = String.format("%06o\0 ", sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, tar, header + 148, 8);
  }
}
