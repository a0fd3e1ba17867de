package dev.lighterage.oci.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackerTest {
  private static final String TYPE = "application/vnd.oci.image.layer.v1.tar+gzip";

  @TempDir private Path scratch;

  private static Content text(String text) {
    return Content.of(Bytes.utf8(text));
  }

  private static List<TarEntry> tree() {
    return new ArrayList<>(
        List.of(
            TarEntry.folder("web"),
            TarEntry.file("web/Chart.yaml", false, text("name: web\n")),
            TarEntry.file("web/run", true, text("#!/bin/sh\n")),
            TarEntry.file("web/größe/" + "n".repeat(120), false, text("")),
            TarEntry.folder("web/größe"),
            TarEntry.link("web/latest", "run"),
            TarEntry.file("web/big", false, Content.of(Samples.bytes(1, 200_000)))));
  }

  @Test
  void packsTreeToKnownDiffId() {
    assertThat(new Packer(scratch).tarGzip(TYPE, tree()).diffId().toString())
        .isEqualTo("sha256:91e41ce9acef27f1bda8dce516b373154379114c190a0162be35a3619111227b");
  }

  /// The compressed form is known for zlib itself, which Temurin and Debian use.
  @Test
  void packsTreeToKnownDigest() {
    Assumptions.assumeTrue(isZlib(), "this JDK compresses with something other than zlib");
    Layer layer = new Packer(scratch).tarGzip(TYPE, tree());
    assertThat(layer.descriptor().digest().toString())
        .isEqualTo("sha256:94c969296a4bd2ec7159feeee30ebad3f89d4949c6e774ef632f89d0990e5f93");
  }

  private static boolean isZlib() {
    var text = new StringBuilder();
    for (byte b : Samples.bytes(2, 60_000).toArray()) {
      text.append((b & 0xff) % 37);
    }
    var deflater = new Deflater(6, true);
    deflater.setInput(text.toString().getBytes(StandardCharsets.US_ASCII));
    deflater.finish();
    var out = new byte[200_000];
    var crc = new CRC32();
    crc.update(out, 0, deflater.deflate(out));
    deflater.end();
    return crc.getValue() == 3_139_083_907L;
  }

  @Test
  void packsSameBytesWhateverTheOrderOfTheFiles() {
    Layer expected = new Packer(scratch).tarGzip(TYPE, tree());
    var random = new Random(3);
    for (int i = 0; i < 10; i++) {
      List<TarEntry> shuffled = tree();
      Collections.shuffle(shuffled, random);
      assertThat(new Packer(scratch).tarGzip(TYPE, shuffled).descriptor())
          .isEqualTo(expected.descriptor());
    }
  }

  @Test
  void describesWhatItPacked() throws IOException {
    Layer layer = new Packer(scratch).tarGzip(TYPE, tree());
    Bytes bytes = Verified.read(layer.descriptor(), layer.content(), 1 << 20);
    try (var in = new GZIPInputStream(new ByteArrayInputStream(bytes.toArray()))) {
      assertThat(Bytes.of(in.readAllBytes()).digest()).isEqualTo(layer.diffId());
    }
    assertThat(layer.descriptor().mediaType()).isEqualTo(TYPE);
  }

  @Test
  void writesGzipHeaderWithoutTimeAndSystem() {
    Layer layer = new Packer(scratch).tarGzip(TYPE, List.of());
    byte[] bytes = Verified.read(layer.descriptor(), layer.content(), 1_000).toArray();
    assertThat(Arrays.copyOf(bytes, 10)).containsExactly(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff);
  }

  @Test
  void keepsLargeLayerInScratchFolder() throws IOException {
    Bytes noise = Samples.bytes(4, 3 << 20);
    Layer layer =
        new Packer(scratch)
            .tarGzip(TYPE, List.of(TarEntry.file("noise", false, Content.of(noise))));
    assertThat(layer.content().size()).isEqualTo(layer.descriptor().size());
    assertThat(Verified.read(layer.descriptor(), layer.content(), 8 << 20).size())
        .isGreaterThan(3 << 20);
    try (var files = Files.list(scratch)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void leavesNothingInScratchFolderWhenItFails() throws IOException {
    Content broken =
        new Content() {
          @Override
          public long size() {
            return 5 << 20;
          }

          @Override
          public InputStream open(long offset) {
            return Samples.bytes(5, 3 << 20).open();
          }
        };
    assertThatThrownBy(
            () -> new Packer(scratch).tar(TYPE, List.of(TarEntry.file("f", false, broken))))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.CONFLICT));
    try (var files = Files.list(scratch)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void putsGivenTimeOnEveryEntry() {
    Layer then = new Packer(scratch, Instant.ofEpochSecond(1_000)).tar(TYPE, tree());
    Layer zero = new Packer(scratch).tar(TYPE, tree());
    assertThat(then.diffId()).isNotEqualTo(zero.diffId());
    assertThat(then.descriptor().digest()).isEqualTo(then.diffId());
  }

  @Test
  void refusesNamesThatLeaveTheFolder() {
    for (String name : List.of("", "/etc/passwd", "a/../b", "..", "./a", "a//b", "a/", "a\0b")) {
      assertThatThrownBy(() -> TarEntry.folder(name))
          .as(name)
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.INVALID));
    }
  }

  @Test
  void refusesNamesThatThisLocaleCannotTell() {
    for (String name : List.of("gr\uFFFD\uFFFDe", "\uD800")) {
      assertThatThrownBy(() -> TarEntry.folder(name))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.UNSUPPORTED));
    }
  }

  @Test
  void refusesTwoFilesOfOneName() {
    List<TarEntry> twice = List.of(TarEntry.folder("a"), TarEntry.file("a", false, text("")));
    assertThatThrownBy(() -> new Packer(scratch).tar(TYPE, twice))
        .hasMessageContaining("two files of one name: a");
  }

  @Test
  void ordersByBytesOfUtf8NotByUtf16() {
    // U+FFFC is one unit, U+10000 two that sort below it in UTF-16, and after it in UTF-8.
    List<TarEntry> sorted =
        TarEntry.sorted(List.of(TarEntry.folder("\uD800\uDC00"), TarEntry.folder("\uFFFC")));
    assertThat(sorted).extracting(TarEntry::name).containsExactly("\uFFFC", "\uD800\uDC00");
  }

  @Test
  void describesFileOfMoreThanEightGibibytes() {
    var header = new UstarHeader("big", 0644, 9L << 30, 0, '0', "");
    assertThat(new String(header.bytes(), 124, 11, StandardCharsets.US_ASCII))
        .isEqualTo("00000000000");
  }

  @Test
  void findsDigestOfEmptyArchive() {
    Layer layer = new Packer(scratch).tar(TYPE, List.of());
    assertThat(layer.diffId()).isEqualTo(Bytes.of(new byte[1024]).digest(Digest.Algorithm.SHA256));
  }
}
