package dev.lighterage.oci.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// What every store keeps, whatever it is made of. A store's own test extends this.
public abstract class StoreContract {
  /// The store under test: empty at first, the same one during a test.
  protected abstract Store store();

  /// Another empty store, from which `store()` can mount when it can mount at all.
  protected abstract Store sibling();

  /// The file in which `store()` keeps `blob`, and the sibling does not; empty when both share one.
  protected abstract Optional<Path> file(Descriptor blob);

  @Test
  void hasNothingAtFirst() {
    Descriptor absent = Samples.blob(Samples.bytes(1, 10));
    assertThat(store().tags()).isEmpty();
    assertThat(store().resolve("v1")).isEmpty();
    assertThat(store().has(absent)).isFalse();
    assertThat(store().manifest(absent.digest())).isEmpty();
    assertThat(store().referrers(absent.digest())).isEmpty();
  }

  @Test
  void keepsBlob() throws IOException {
    for (int size : new int[] {0, 1, 65_536, 300_001}) {
      Bytes bytes = Samples.bytes(size, size);
      Descriptor blob = Samples.push(store(), bytes);
      assertThat(store().has(blob)).as("has %s bytes", size).isTrue();
      assertThat(store().blob(blob).size()).isEqualTo(size);
      assertThat(Verified.read(blob, store().blob(blob), 1 << 20)).isEqualTo(bytes);
    }
  }

  @Test
  void opensBlobAtAnyOffset() throws IOException {
    Bytes bytes = Samples.bytes(2, 1_000);
    Descriptor blob = Samples.push(store(), bytes);
    for (int offset : new int[] {0, 1, 999, 1_000}) {
      try (InputStream in = store().blob(blob).open(offset)) {
        assertThat(in.readAllBytes()).hasSize(1_000 - offset);
      }
    }
  }

  @Test
  void opensBlobTwice() throws IOException {
    Descriptor blob = Samples.push(store(), Samples.bytes(3, 1_000));
    Content content = store().blob(blob);
    for (int round = 0; round < 2; round++) {
      var out = new ByteArrayOutputStream();
      Verified.copy(blob, content, out);
      assertThat(out.size()).isEqualTo(1_000);
    }
  }

  @Test
  void saysWhenBlobIsMissing() {
    Descriptor absent = Samples.blob(Samples.bytes(4, 10));
    assertThatThrownBy(() -> store().blob(absent).open(0).close())
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.NOT_FOUND));
  }

  @Test
  void takesSameBlobTwice() {
    Bytes bytes = Samples.bytes(5, 1_000);
    Samples.push(store(), bytes);
    Descriptor again = Samples.push(store(), bytes);
    assertThat(Verified.read(again, store().blob(again), 1_000)).isEqualTo(bytes);
  }

  @Test
  void refusesBlobWithOtherDigest() {
    refuses(Samples.blob(Samples.bytes(6, 1_000)), Samples.bytes(7, 1_000));
  }

  @Test
  void refusesBlobThatIsTooShort() {
    refuses(Samples.blob(Samples.bytes(8, 1_000)), Bytes.of(prefix(Samples.bytes(8, 1_000), 999)));
  }

  @Test
  void refusesBlobThatIsTooLong() {
    Bytes longer = Samples.bytes(9, 1_001);
    refuses(Samples.blob(Bytes.of(prefix(longer, 1_000))), longer);
  }

  private static byte[] prefix(Bytes bytes, int length) {
    return Arrays.copyOf(bytes.toArray(), length);
  }

  private void refuses(Descriptor blob, Bytes other) {
    assertThatThrownBy(() -> store().push(blob, Content.of(other)))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.CORRUPT));
    assertThat(store().has(blob)).isFalse();
  }

  @Test
  void keepsManifestToTheByte() {
    Manifest image = Samples.pushImage(store(), 10);
    Manifest found = store().manifest(image.descriptor().digest()).orElseThrow();
    assertThat(found.bytes()).isEqualTo(image.bytes());
    assertThat(found.descriptor()).isEqualTo(image.descriptor());
    assertThat(store().has(image.descriptor())).isTrue();
  }

  @Test
  void keepsIndexOfIndexes() {
    Manifest image = Samples.pushImage(store(), 11);
    Manifest inner = Samples.index(List.of(image.descriptor()));
    store().put(inner);
    Manifest outer = Samples.index(List.of(inner.descriptor()));
    store().tag(outer, "v1");
    Manifest found = store().manifest(inner.descriptor().digest()).orElseThrow();
    assertThat(found.bytes()).isEqualTo(inner.bytes());
    assertThat(found.descriptor().mediaType()).isEqualTo(inner.descriptor().mediaType());
    assertThat(store().resolve("v1").orElseThrow().bytes()).isEqualTo(outer.bytes());
  }

  @Test
  void resolvesTag() {
    Manifest image = Samples.pushImage(store(), 12);
    store().tag(image, "v1.0");
    assertThat(store().resolve("v1.0").orElseThrow().descriptor()).isEqualTo(image.descriptor());
    assertThat(store().resolve("v1")).isEmpty();
  }

  @Test
  void movesTagAndKeepsWhatItNamedBefore() {
    Manifest before = Samples.pushImage(store(), 13);
    Manifest after = Samples.pushImage(store(), 14);
    store().tag(before, "stable");
    store().tag(after, "stable");
    assertThat(store().resolve("stable").orElseThrow().bytes()).isEqualTo(after.bytes());
    assertThat(store().manifest(before.descriptor().digest())).isPresent();
    assertThat(store().tags()).containsExactly("stable");
  }

  @Test
  void listsTagsSorted() {
    Manifest image = Samples.pushImage(store(), 15);
    for (String tag : List.of("v2", "v10", "Z", "a", "v1")) {
      store().tag(image, tag);
    }
    assertThat(store().tags()).containsExactly("Z", "a", "v1", "v10", "v2");
  }

  @Test
  void findsReferrers() {
    Manifest image = Samples.pushImage(store(), 16);
    Descriptor config = Samples.push(store(), Samples.bytes(17, 50));
    Manifest one = Samples.image(config, List.of(), Optional.of(image.descriptor()));
    Manifest two = Samples.image(config, List.of(config), Optional.of(image.descriptor()));
    store().put(one);
    store().tag(two, "two");
    assertThat(store().referrers(image.descriptor().digest()))
        .extracting(Descriptor::digest)
        .containsExactlyInAnyOrder(one.descriptor().digest(), two.descriptor().digest());
    assertThat(store().referrers(one.descriptor().digest())).isEmpty();
    assertThat(store().tags()).contains("two");
  }

  @Test
  void tellsWhatKindReferrersAre() {
    Manifest image = Samples.pushImage(store(), 18);
    Descriptor config = Samples.push(store(), Samples.bytes(19, 50));
    store().put(Samples.image(config, List.of(), Optional.of(image.descriptor())));
    assertThat(store().referrers(image.descriptor().digest()))
        .singleElement()
        .satisfies(found -> assertThat(found.artifactType()).contains(config.mediaType()));
  }

  @Test
  void takesReferrerBeforeItsSubject() {
    Descriptor config = Samples.push(store(), Samples.bytes(20, 50));
    Descriptor later = Samples.image(config, List.of(config)).descriptor();
    store().put(Samples.image(config, List.of(), Optional.of(later)));
    assertThat(store().referrers(later.digest())).hasSize(1);
  }

  @Test
  void mountsBlobFromSibling() {
    Bytes bytes = Samples.bytes(21, 10_000);
    Descriptor blob = Samples.push(sibling(), bytes);
    assertThat(store().mount(blob, sibling())).isTrue();
    assertThat(Verified.read(blob, store().blob(blob), 10_000)).isEqualTo(bytes);
  }

  @Test
  void mountsOverBlobThatWasDamaged() throws IOException {
    Bytes bytes = Samples.bytes(25, 5_000);
    Descriptor blob = Samples.push(store(), bytes);
    Samples.push(sibling(), bytes);
    Optional<Path> file = file(blob);
    Assumptions.assumeTrue(file.isPresent(), "this store shares its blobs with its sibling");
    Files.write(file.get(), new byte[3]);
    assertThat(store().has(blob)).isFalse();
    assertThat(store().mount(blob, sibling())).isTrue();
    assertThat(Verified.read(blob, store().blob(blob), 5_000)).isEqualTo(bytes);
  }

  @Test
  void sendsAgainBlobThatWasDamaged() throws IOException {
    Bytes bytes = Samples.bytes(26, 5_000);
    Descriptor blob = Samples.push(store(), bytes);
    Optional<Path> file = file(blob);
    Assumptions.assumeTrue(file.isPresent(), "this store shares its blobs with its sibling");
    Files.write(file.get(), new byte[3]);
    Samples.push(store(), bytes);
    assertThat(Verified.read(blob, store().blob(blob), 5_000)).isEqualTo(bytes);
  }

  @Test
  void doesNotMountWhatSiblingLacks() {
    Descriptor absent = Samples.blob(Samples.bytes(22, 10));
    assertThat(store().mount(absent, sibling())).isFalse();
    assertThat(store().has(absent)).isFalse();
  }

  @Test
  void findsNothingUnderForeignDigest() {
    Samples.pushImage(store(), 23);
    Digest other = Samples.bytes(24, 1).digest();
    assertThat(store().manifest(other)).isEmpty();
    assertThat(store().referrers(other)).isEmpty();
  }
}
