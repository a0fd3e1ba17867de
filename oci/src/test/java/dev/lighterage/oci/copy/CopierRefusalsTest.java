package dev.lighterage.oci.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Graphs that are not copied: something is missing, contradicts itself, or is over a limit.
class CopierRefusalsTest {
  @TempDir private Path folder;
  private LayoutStore source;
  private CountingStore target;
  private final Copier copier = new Copier(4, _ -> {});

  @BeforeEach
  void open() {
    source = LayoutStore.create(folder.resolve("source"));
    target = new CountingStore(LayoutStore.create(folder.resolve("target")));
  }

  @Test
  void failsWhenSourceLacksManifest() {
    Manifest absent = Samples.pushImage(LayoutStore.create(folder.resolve("other")), 10);
    Manifest root = Samples.index(List.of(absent.descriptor()));
    assertThatThrownBy(() -> copier.copy(source, target, root))
        .hasMessageContaining("source lacks a manifest")
        .hasMessageContaining(absent.descriptor().digest().toString());
    assertThat(target.requests("put")).isEmpty();
  }

  @Test
  void failsWhenSourceLacksBlobAndStoresNoManifest() {
    Manifest image = Samples.image(Samples.blob(Samples.bytes(11, 10)), List.of());
    assertThatThrownBy(() -> copier.copy(source, target, image))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.NOT_FOUND));
    assertThat(target.requests("put")).isEmpty();
  }

  @Test
  void refusesManifestThatIsNotWhatItsParentSays() {
    Manifest image = Samples.pushImage(source, 14);
    Descriptor self = image.descriptor();
    var otherSize = Descriptor.of(self.mediaType(), self.digest(), self.size() + 1);
    assertThatThrownBy(() -> copier.copy(source, target, Samples.index(List.of(otherSize))))
        .hasMessageContaining("not of the size");
    var otherType = Descriptor.of(MediaTypes.DOCKER_MANIFEST, self.digest(), self.size());
    assertThatThrownBy(() -> copier.copy(source, target, Samples.index(List.of(otherType))))
        .hasMessageContaining("two media types");
  }

  @Test
  void refusesGraphThatIsTooDeep() {
    Manifest below = Samples.pushImage(source, 15);
    for (int i = 0; i < 20; i++) {
      below = Samples.index(List.of(below.descriptor()));
      source.put(below);
    }
    Manifest root = below;
    assertThatThrownBy(() -> copier.copy(source, target, root))
        .hasMessageContaining("limit: 16 levels");
    assertThat(target.requests("push")).isEmpty();
  }

  @Test
  void refusesMoreManifestBytesThanMemoryBears() {
    var children = new ArrayList<Descriptor>();
    for (int i = 0; i < 6; i++) {
      Descriptor config = Samples.push(source, Samples.bytes(200 + i, 10));
      Manifest big =
          Samples.image(
              config.withAnnotations(Map.of("pad", "x".repeat(3 << 20))),
              List.of(),
              Optional.empty());
      source.put(big);
      children.add(big.descriptor());
    }
    assertThatThrownBy(() -> copier.copy(source, target, Samples.index(children)))
        .hasMessageContaining("bytes of manifests");
  }
}
