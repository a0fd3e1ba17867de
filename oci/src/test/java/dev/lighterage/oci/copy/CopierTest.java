package dev.lighterage.oci.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopierTest {
  @TempDir private Path folder;
  private LayoutStore source;
  private CountingStore target;
  private final Copier copier = new Copier(4, _ -> {});

  @BeforeEach
  void open() {
    source = LayoutStore.create(folder.resolve("source"));
    target = new CountingStore(LayoutStore.create(folder.resolve("target")));
  }

  private Manifest bundle() {
    Manifest one = Samples.pushImage(source, 1);
    Manifest two = Samples.pushImage(source, 2);
    Manifest nested = Samples.index(List.of(two.descriptor()));
    source.put(nested);
    Manifest root = Samples.index(List.of(one.descriptor(), nested.descriptor()));
    source.tag(root, "v1");
    return root;
  }

  @Test
  void namesThePlaceAndTheFileOfContentThatIsDamaged() throws IOException {
    Manifest root = bundle();
    Manifest image = source.manifest(root.children().getFirst().digest()).orElseThrow();
    Descriptor blob = image.children().getLast();
    Path file = folder.resolve("source/blobs/sha256").resolve(blob.digest().hex());
    byte[] bytes = Files.readAllBytes(file);
    bytes[0]++;
    Files.write(file, bytes);
    var elsewhere = LayoutStore.create(folder.resolve("elsewhere"));
    var hints = Hints.NONE.withHomes(Map.of(root.descriptor().digest(), elsewhere));
    assertThatThrownBy(() -> copier.copy(CopyJob.of(source, target, root).with(hints)))
        .isInstanceOfSatisfying(
            Failure.class,
            f -> {
              assertThat(f.kind()).isEqualTo(Failure.Kind.CORRUPT);
              assertThat(f.subject()).isEqualTo(source.name() + ": " + blob.digest());
              assertThat(f.facts()).containsEntry("file", file.toString()).containsKey("found");
            });
  }

  @Test
  void copiesEverythingBelowTheRoot() {
    Manifest root = bundle();
    Copied copied = copier.copy(CopyJob.of(source, target, root).tagged("v1"));
    assertThat(copied.blobsSent()).isEqualTo(4);
    assertThat(copied.manifestsSent()).isEqualTo(4);
    assertThat(copied.bytesSent()).isGreaterThan(10_200);
    Manifest arrived = target.resolve("v1").orElseThrow();
    assertThat(arrived.bytes()).isEqualTo(root.bytes());
    assertWhole(arrived);
  }

  private void assertWhole(Manifest manifest) {
    for (Descriptor child : manifest.children()) {
      if (MediaTypes.isManifest(child.mediaType())) {
        assertWhole(target.manifest(child.digest()).orElseThrow());
      } else {
        assertThat(Verified.read(child, target.blob(child), 1 << 20).size())
            .isEqualTo((int) child.size());
      }
    }
  }

  @Test
  void sendsParentsAfterTheirChildren() {
    Manifest root = bundle();
    copier.copy(source, target, root);
    List<String> puts = target.requests("put");
    assertThat(puts).hasSize(4);
    assertThat(puts.getLast()).endsWith(root.descriptor().digest().toString());
    assertThat(target.requests.lastIndexOf(target.requests("push").getLast()))
        .isLessThan(target.requests.indexOf(puts.getFirst()));
  }

  @Test
  void sendsManifestAfterChildrenThatAreDeeperThanItsSibling() {
    Manifest image = Samples.pushImage(source, 3);
    Manifest inner = Samples.index(List.of(image.descriptor()));
    source.put(inner);
    // The image is a child of the root too, so it is met on the way before the index that needs it.
    Manifest root = Samples.index(List.of(inner.descriptor(), image.descriptor()));
    assertThat(copier.copy(source, target, root).manifestsSent()).isEqualTo(3);
  }

  @Test
  void asksForEachDigestOnce() {
    Manifest image = Samples.pushImage(source, 4);
    List<Descriptor> twins = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Descriptor own = Samples.push(source, Samples.bytes(100 + i, 10));
      Manifest twin = Samples.image(own, image.children());
      source.put(twin);
      twins.add(twin.descriptor());
    }
    copier.copy(source, target, Samples.index(twins));
    assertThat(target.requests).doesNotHaveDuplicates();
    assertThat(target.requests("push")).hasSize(22);
  }

  @Test
  void asksForNothingBelowManifestThatIsThere() {
    Manifest root = bundle();
    copier.copy(source, target, root);
    target.requests.clear();
    Copied again = copier.copy(source, target, root);
    assertThat(target.requests).containsExactly("has " + root.descriptor().digest());
    assertThat(again).isEqualTo(new Copied(0, 0, 0, 0, 1, 0));
  }

  @Test
  void fillsLayoutThatLacksSomethingBelowAManifest() throws IOException {
    Manifest root = bundle();
    LayoutStore sparse = LayoutStore.create(folder.resolve("sparse"));
    Manifest image = source.manifest(root.children().getFirst().digest()).orElseThrow();
    sparse.put(image);
    sparse.tag(root, "v1");
    Copied copied = copier.copy(CopyJob.of(new CountingStore(source), sparse, root).tagged("v1"));
    assertThat(copied.blobsSent()).isEqualTo(4);
    assertThat(sparse.hasWhole(root.descriptor())).isTrue();
    Path layer = folder.resolve("sparse/blobs/sha256");
    Files.write(layer.resolve(image.children().getLast().digest().hex()), new byte[3]);
    assertThat(copier.copy(new CountingStore(source), sparse, root).blobsSent()).isEqualTo(1);
    assertThat(sparse.hasWhole(root.descriptor())).isTrue();
  }

  @Test
  void asksSourceForNothingWhenLayoutIsWhole() {
    Manifest root = bundle();
    LayoutStore whole = LayoutStore.create(folder.resolve("whole"));
    copier.copy(source, whole, root);
    var asked = new CountingStore(source);
    assertThat(copier.copy(asked, whole, root)).isEqualTo(new Copied(0, 0, 0, 0, 1, 0));
    assertThat(asked.requests).isEmpty();
  }

  @Test
  void looksBelowManifestThatIsThereWhenAskedTo() {
    Manifest root = bundle();
    target.claim(root.descriptor().digest());
    assertThat(copier.copy(source, target, root).blobsSent()).isZero();
    var deep = CopyJob.of(source, target, root).with(Hints.NONE.deeply());
    assertThat(copier.copy(deep).blobsSent()).isEqualTo(4);
  }

  @Test
  void asksNobodyForWhatIsSaidToBePresent() {
    Manifest root = bundle();
    copier.copy(source, target, root);
    Manifest fresh = Samples.pushImage(source, 5);
    var children = new ArrayList<>(root.children());
    children.add(fresh.descriptor());
    Manifest next = Samples.index(children);
    target.requests.clear();
    Copied copied =
        copier.copy(
            CopyJob.of(source, target, next)
                .tagged("v1")
                .with(
                    Hints.NONE
                        .withPresent(digests(root.children()))
                        .withAbsent(
                            Set.of(next.descriptor().digest(), fresh.descriptor().digest()))));
    assertThat(target.requests("has")).hasSize(2);
    assertThat(target.requests("push")).hasSize(2);
    assertThat(target.requests).hasSize(6);
    assertThat(copied.manifestsPresent()).isEqualTo(2);
  }

  private static Set<Digest> digests(List<Descriptor> descriptors) {
    return descriptors.stream().map(Descriptor::digest).collect(Collectors.toSet());
  }

  @Test
  void sendsWithoutAskingWhatIsSaidToBeAbsent() {
    Manifest image = Samples.pushImage(source, 6);
    var all = new HashSet<>(digests(image.children()));
    all.add(image.descriptor().digest());
    copier.copy(CopyJob.of(source, target, image).with(Hints.NONE.withAbsent(all)));
    assertThat(target.requests("has")).isEmpty();
    assertThat(target.requests).hasSize(3);
  }

  @Test
  void mountsFromSourceOfSameRegistry() {
    var home = new CountingStore(LayoutStore.create(folder.resolve("home")));
    Manifest image = Samples.pushImage(home, 7);
    home.requests.clear();
    Copied copied = copier.copy(home, target, image);
    assertThat(copied.blobsMounted()).isEqualTo(2);
    assertThat(copied.blobsSent()).isZero();
    assertThat(target.requests("push")).isEmpty();
    assertThat(home.requests).isEmpty();
  }

  @Test
  void mountsFromHomeAndReadsNothingThere() {
    var home = new CountingStore(LayoutStore.create(folder.resolve("home")));
    Manifest chart = Samples.pushImage(home, 8);
    Samples.pushImage(source, 8);
    home.requests.clear();
    Manifest root = Samples.index(List.of(chart.descriptor()));
    Copied copied =
        copier.copy(CopyJob.of(source, target, root).with(homes(chart.descriptor(), home)));
    assertThat(copied.blobsMounted()).isEqualTo(2);
    assertThat(home.requests).isEmpty();
  }

  private static Hints homes(Descriptor child, CountingStore home) {
    return Hints.NONE.withHomes(Map.of(child.digest(), home));
  }

  @Test
  void readsAtHomeWhatSourceLacks() {
    var home = LayoutStore.create(folder.resolve("home"));
    Manifest runner = Samples.pushImage(home, 9);
    Manifest root = Samples.index(List.of(runner.descriptor()));
    var hints = Hints.NONE.withHomes(Map.of(runner.descriptor().digest(), home));
    Copied copied = copier.copy(CopyJob.of(source, target, root).with(hints));
    assertThat(copied.blobsSent()).isEqualTo(2);
    assertThat(copied.manifestsSent()).isEqualTo(2);
  }

  @Test
  void walksOnceMoreDeeplyWhenTargetMissesChildren() {
    Manifest root = bundle();
    Descriptor first = root.children().getFirst();
    target.claim(first.digest());
    Copied copied = copier.copy(source, target, root);
    assertThat(copied.blobsSent()).isEqualTo(4);
    assertThat(copied.blobsPresent()).isZero();
    assertThat(target.requests("put")).contains("put " + first.digest());
  }

  @Test
  void walksOnceMoreWithoutWrongHints() {
    Manifest root = bundle();
    var wrong = Hints.NONE.withPresent(digests(root.children()));
    Copied copied = copier.copy(CopyJob.of(source, target, root).tagged("v1").with(wrong));
    assertThat(copied.blobsSent()).isEqualTo(4);
    assertThat(target.resolve("v1")).isPresent();
  }

  @Test
  void givesUpWhenTargetStillMissesChildren() {
    Manifest root = bundle();
    source
        .manifest(root.children().getFirst().digest())
        .orElseThrow()
        .children()
        .forEach(blob -> target.claim(blob.digest()));
    assertThatThrownBy(() -> copier.copy(source, target, root))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.PROTOCOL));
    assertThat(Collections.frequency(target.requests, "put " + root.children().getFirst().digest()))
        .isEqualTo(2);
  }

  @Test
  void doesWithoutLayerThatNoRegistryHolds() {
    var foreign =
        Descriptor.of(
            "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip", Samples.bytes(12, 10));
    Manifest image = Samples.image(Samples.push(source, Samples.bytes(13, 10)), List.of(foreign));
    LayoutStore sparse = LayoutStore.create(folder.resolve("sparse"));
    assertThat(copier.copy(source, sparse, image).blobsMounted()).isEqualTo(1);
    assertThat(sparse.manifest(image.descriptor().digest())).isPresent();
  }

  @Test
  void leavesTargetWithoutRootWhenOneBlobIsCorrupt() {
    Manifest root = bundle();
    Manifest first = source.manifest(root.children().getFirst().digest()).orElseThrow();
    Descriptor layer = first.children().getLast();
    var lying =
        new CountingStore(source) {
          @Override
          public Content blob(Descriptor descriptor) {
            return descriptor.equals(layer)
                ? Content.of(Samples.bytes(999, (int) layer.size()))
                : super.blob(descriptor);
          }
        };
    assertThatThrownBy(() -> copier.copy(lying, LayoutStore.create(folder.resolve("t2")), root))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.CORRUPT));
    assertThat(LayoutStore.open(folder.resolve("t2")).has(root.descriptor())).isFalse();
    assertThat(LayoutStore.open(folder.resolve("t2")).has(layer)).isFalse();
  }

  @Test
  void tellsHowFarItIs() {
    Manifest image = Samples.pushImage(source, 16);
    List<CopyEvent> events = Collections.synchronizedList(new ArrayList<>());
    new Copier(2, events::add).copy(source, target, image);
    assertThat(events.getFirst()).isEqualTo(new CopyEvent.Found(2, 1, 5_100));
    assertThat(events)
        .contains(
            new CopyEvent.Sending(image.children().getLast(), 5_000),
            new CopyEvent.Arrived(image.children().getLast(), CopyEvent.How.SENT),
            new CopyEvent.Arrived(image.descriptor(), CopyEvent.How.SENT));
  }

  @Test
  void storesSameBytesWhateverTheSource() {
    Bytes unordered =
        Bytes.utf8("{ \"manifests\" : [ ],\n \"schemaVersion\":2, \"unknown\": 1.0 }\n");
    Manifest odd = Manifest.read(MediaTypes.OCI_INDEX, unordered);
    copier.copy(CopyJob.of(source, target, odd).tagged("odd"));
    assertThat(target.resolve("odd").orElseThrow().bytes()).isEqualTo(unordered);
  }
}
