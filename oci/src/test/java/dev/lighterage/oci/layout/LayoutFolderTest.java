package dev.lighterage.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is in the folder, for those who read it with something else.
class LayoutFolderTest {
  @TempDir private Path top;

  private Path folder() {
    return top.resolve("layout");
  }

  private static void assertKind(Failure.Kind kind, Runnable work) {
    assertThatThrownBy(work::run)
        .isInstanceOfSatisfying(Failure.class, f -> assertThat(f.kind()).isEqualTo(kind));
  }

  private List<JsonObject> entries() throws IOException {
    return index().array("manifests").objects(entry -> entry);
  }

  private JsonObject index() throws IOException {
    return Json.readObject(Bytes.of(Files.readAllBytes(folder().resolve("index.json"))));
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder());
    Files.writeString(folder().resolve(name), text);
  }

  @Test
  void laysOutWhatTheFormatSays() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    Bytes blob = Bytes.utf8("{}");
    Samples.push(store, blob);
    assertThat(folder().resolve("oci-layout")).hasContent("{\"imageLayoutVersion\":\"1.0.0\"}");
    assertThat(index().integer("schemaVersion")).isEqualTo(2);
    assertThat(entries()).isEmpty();
    assertThat(folder().resolve("blobs/sha256").resolve(blob.digest().hex())).hasContent("{}");
  }

  @Test
  void readsOrRefusesAnIndexThatWasDamaged() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    Manifest image = Samples.pushImage(store, 1);
    store.tag(image, "v1");
    Path file = folder().resolve("index.json");
    byte[] good = Files.readAllBytes(file);
    var random = new Random(5);
    int refused = 0;
    for (int round = 0; round < 2_000; round++) {
      byte[] bytes = good.clone();
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      Files.write(file, random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(40)) : bytes);
      try {
        LayoutStore damaged = LayoutStore.open(folder());
        var _ = damaged.tags();
        damaged
            .resolve("v1")
            .ifPresent(found -> assertThat(found.bytes()).isEqualTo(image.bytes()));
      } catch (Failure e) {
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  @Test
  void listsWhatHasATagOrASubjectAndNoMore() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    Manifest child = Samples.pushImage(store, 1);
    Manifest root = Samples.index(List.of(child.descriptor()));
    store.tag(root, "v1");
    Manifest signature =
        Samples.image(child.children().getFirst(), List.of(), Optional.of(root.descriptor()));
    store.put(signature);
    store.put(signature);
    assertThat(entries())
        .extracting(entry -> entry.string("digest"))
        .containsExactly(
            root.descriptor().digest().toString(), signature.descriptor().digest().toString());
    assertThat(entries().getFirst().object("annotations").members())
        .containsOnlyKeys("org.opencontainers.image.ref.name");
  }

  @Test
  void keepsWhatOthersWroteIntoTheIndex() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    Manifest old = Samples.pushImage(store, 2);
    String digest = old.descriptor().digest().toString();
    write(
        "index.json",
        """
        {"schemaVersion": 2, "annotations": {"a": "b"}, "x-own": [1.50, null],
         "manifests": [
          {"mediaType": "%1$s", "digest": "%2$s", "size": %3$d, "x": 1.0,
           "annotations": {"org.opencontainers.image.ref.name": "v1", "note": "kept"}},
          {"mediaType": "%1$s", "digest": "%2$s", "size": %3$d,
           "annotations": {"org.opencontainers.image.ref.name": "stable"}},
          {"mediaType": "text/plain", "digest": "blake3:00", "size": 1}]}
        """
            .formatted(MediaTypes.OCI_MANIFEST, digest, old.descriptor().size()));
    JsonObject before = index();
    store.tag(old, "v1");
    assertThat(index()).isEqualTo(before);
    store.tag(Samples.pushImage(store, 3), "stable");
    assertThat(index().find("x-own")).isEqualTo(before.find("x-own"));
    assertThat(index().find("annotations")).isEqualTo(before.find("annotations"));
    assertThat(entries()).hasSize(3).contains(before.array("manifests").objects(e -> e).get(0));
    assertThat(Files.readString(folder().resolve("index.json"))).contains("1.50", "1.0", "blake3");
    assertThat(store.tags()).containsExactly("stable", "v1");
  }

  @Test
  void refusesTagThatNamesTwoManifests() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    store.tag(Samples.pushImage(store, 4), "a");
    store.tag(Samples.pushImage(store, 5), "b");
    write("index.json", Files.readString(folder().resolve("index.json")).replace("\"b\"", "\"a\""));
    assertKind(Failure.Kind.INVALID, () -> store.resolve("a"));
    store.tag(Samples.pushImage(store, 5), "a");
    assertThat(store.resolve("a")).isPresent();
    assertThat(entries()).hasSize(1);
  }

  @Test
  void readsManifestThatNothingGivesATypeTo() {
    LayoutStore store = LayoutStore.create(folder());
    Manifest inner = Samples.index(List.of(Samples.pushImage(store, 6).descriptor()));
    store.put(inner);
    assertThat(store.manifest(inner.descriptor().digest()).orElseThrow().descriptor())
        .isEqualTo(inner.descriptor());
  }

  @Test
  void takesNoBlobForAManifest() {
    LayoutStore store = LayoutStore.create(folder());
    for (Bytes bytes :
        List.of(
            Bytes.utf8("{\"config\":{},\"rootfs\":{}}"),
            Bytes.utf8("{}"),
            Bytes.utf8("text"),
            Samples.bytes(7, 5 << 20))) {
      Samples.push(store, bytes);
      assertThat(store.manifest(bytes.digest())).isEmpty();
    }
  }

  @Test
  void namesManifestBySha512() {
    LayoutStore store = LayoutStore.create(folder());
    Manifest plain = Samples.pushImage(store, 8);
    Manifest long512 =
        Manifest.read(MediaTypes.OCI_MANIFEST, plain.bytes(), Digest.Algorithm.SHA512);
    store.tag(long512, "v1");
    assertThat(store.resolve("v1").orElseThrow().descriptor()).isEqualTo(long512.descriptor());
    assertThat(folder().resolve("blobs/sha512").resolve(long512.descriptor().digest().hex()))
        .exists();
  }

  @Test
  void findsReferrersThatOnlyTheReferrersTagLists() {
    LayoutStore store = LayoutStore.create(folder());
    Manifest image = Samples.pushImage(store, 9);
    store.tag(image, "v1");
    Manifest signature =
        Samples.image(image.children().getFirst(), List.of(), Optional.of(image.descriptor()));
    // As a layout written by others: a blob, and the tag that lists it.
    store.push(signature.descriptor(), Content.of(signature.bytes()));
    assertThat(store.referrers(image.descriptor().digest())).isEmpty();
    store.tag(
        Samples.index(List.of(signature.descriptor())),
        "sha256-" + image.descriptor().digest().hex());
    assertThat(store.referrers(image.descriptor().digest()))
        .extracting(Descriptor::digest)
        .containsExactly(signature.descriptor().digest());
  }

  @Test
  void findsTheReferrersOfALongDigestUnderItsCutTag() {
    LayoutStore store = LayoutStore.create(folder());
    Manifest plain = Samples.pushImage(store, 13);
    Manifest image = Manifest.read(MediaTypes.OCI_MANIFEST, plain.bytes(), Digest.Algorithm.SHA512);
    store.put(image);
    Manifest signature =
        Samples.image(plain.children().getFirst(), List.of(), Optional.of(image.descriptor()));
    store.push(signature.descriptor(), Content.of(signature.bytes()));
    store.tag(
        Samples.index(List.of(signature.descriptor())),
        "sha512-" + image.descriptor().digest().hex().substring(0, 64));
    assertThat(store.referrers(image.descriptor().digest()))
        .extracting(Descriptor::digest)
        .containsExactly(signature.descriptor().digest());
  }

  @Test
  void mountsByHardLinkAfterReadingIt() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    LayoutStore other = LayoutStore.create(top.resolve("other"));
    Descriptor blob = Samples.push(other, Samples.bytes(10, 1_000));
    assertThat(store.mount(blob, other)).isTrue();
    String path = "blobs/sha256/" + blob.digest().hex();
    assertThat(Files.getAttribute(folder().resolve(path), "unix:nlink")).isEqualTo(2);
    Descriptor broken = Samples.push(other, Samples.bytes(11, 1_000));
    Files.write(top.resolve("other/blobs/sha256").resolve(broken.digest().hex()), new byte[1_000]);
    assertKind(Failure.Kind.CORRUPT, () -> store.mount(broken, other));
    assertThat(store.has(broken)).isFalse();
  }

  @Test
  void repairsBlobThatWasDamaged() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    Bytes bytes = Samples.bytes(12, 1_000);
    Descriptor blob = Samples.push(store, bytes);
    Path file = folder().resolve("blobs/sha256").resolve(blob.digest().hex());
    Files.write(file, new byte[10]);
    assertThat(store.has(blob)).isFalse();
    Samples.push(store, bytes);
    assertThat(file).hasBinaryContent(bytes.toArray());
  }

  @Test
  void refusesManifestThatWasDamaged() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    Manifest image = Samples.pushImage(store, 13);
    store.tag(image, "v1");
    Path file = folder().resolve("blobs/sha256").resolve(image.descriptor().digest().hex());
    byte[] bytes = image.bytes().toArray();
    bytes[bytes.length - 2] ^= 1;
    Files.write(file, bytes);
    assertKind(Failure.Kind.CORRUPT, () -> store.resolve("v1"));
    assertKind(Failure.Kind.CORRUPT, () -> store.manifest(image.descriptor().digest()));
    Files.delete(file);
    assertKind(Failure.Kind.NOT_FOUND, () -> store.resolve("v1"));
  }

  @Test
  void opensNothingButLayouts() throws IOException {
    assertKind(Failure.Kind.NOT_FOUND, () -> LayoutStore.open(top.resolve("absent")));
    write("oci-layout", "{\"imageLayoutVersion\": \"2.0.0\"}");
    assertKind(Failure.Kind.UNSUPPORTED, () -> LayoutStore.open(folder()));
    write("oci-layout", "nonsense");
    assertKind(Failure.Kind.INVALID, () -> LayoutStore.open(folder()));
  }

  @Test
  void failsOnBrokenIndex() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    Manifest image = Samples.pushImage(store, 14);
    for (String broken : List.of("", "[]", "{\"manifests\": {}}", "{\"manifests\": [1]}")) {
      write("index.json", broken);
      assertThatThrownBy(() -> store.resolve("v1"))
          .isInstanceOfSatisfying(
              Failure.class,
              f -> assertThat(f.subject()).isEqualTo(folder().resolve("index.json").toString()));
      assertKind(Failure.Kind.INVALID, () -> store.resolve("v1"));
      assertKind(Failure.Kind.INVALID, () -> store.tag(image, "v1"));
      assertThat(folder().resolve("index.json")).hasContent(broken);
    }
  }

  @Test
  void createsNothingWhereSomethingElseIs() throws IOException {
    write("notes.txt", "mine");
    assertKind(Failure.Kind.CONFLICT, () -> LayoutStore.create(folder()));
    assertThat(folder()).isDirectoryContaining("glob:**/notes.txt");
    assertThat(folder().resolve("oci-layout")).doesNotExist();
  }

  @Test
  void goesOnWhereItsCreationWasKilled() throws IOException {
    Files.createDirectories(folder().resolve(".lighter"));
    write("index.json", "{\"schemaVersion\":2,\"manifests\":[]}");
    assertThat(LayoutStore.create(folder()).tags()).isEmpty();
    assertThat(LayoutStore.open(folder()).tags()).isEmpty();
  }

  @Test
  void writesNothingWhenItIsOnlyRead() throws IOException {
    LayoutStore.create(folder());
    Path copy = Files.createDirectories(top.resolve("copy"));
    Files.copy(folder().resolve("oci-layout"), copy.resolve("oci-layout"));
    Files.copy(folder().resolve("index.json"), copy.resolve("index.json"));
    LayoutStore store = LayoutStore.open(copy);
    assertThat(store.tags()).isEmpty();
    assertThat(store.resolve("v1")).isEmpty();
    try (var names = Files.list(copy)) {
      assertThat(names).hasSize(2);
    }
  }

  @Test
  void saysWhichFolderTheDiskRefused() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    // A file where a folder is wanted refuses root too, whom permissions do not stop.
    Files.delete(folder().resolve("blobs"));
    write("blobs", "");
    assertThatThrownBy(() -> Samples.push(store, Samples.bytes(15, 10)))
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.kind()).isEqualTo(Failure.Kind.STORAGE);
              assertThat(f.subject()).isEqualTo(folder().toString());
              assertThat(f.facts()).containsKey("why");
            });
  }

  @Test
  void saysWhenContentAndNotTheDiskFails() {
    LayoutStore store = LayoutStore.create(folder());
    Descriptor blob = Samples.blob(Samples.bytes(16, 10));
    Content broken =
        new Content() {
          @Override
          public long size() {
            return 10;
          }

          @Override
          public InputStream open(long offset) throws IOException {
            throw new IOException("connection reset");
          }
        };
    assertKind(Failure.Kind.UNREACHABLE, () -> store.push(blob, broken));
    assertThat(store.has(blob)).isFalse();
  }

  @Test
  void readsAnnotationsOfListedDescriptorsAsTheyAre() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    Manifest image = Samples.pushImage(store, 17);
    store.tag(image, "v1");
    assertThat(entries().getFirst())
        .isEqualTo(
            image
                .descriptor()
                .withAnnotations(Map.of("org.opencontainers.image.ref.name", "v1"))
                .toJson());
  }
}
