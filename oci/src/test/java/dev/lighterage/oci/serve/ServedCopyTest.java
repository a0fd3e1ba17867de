package dev.lighterage.oci.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.copy.Copied;
import dev.lighterage.oci.copy.Copier;
import dev.lighterage.oci.copy.CopyJob;
import dev.lighterage.oci.copy.Hints;
import dev.lighterage.oci.layout.LayoutStore;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.registry.RegistryStore;
import dev.lighterage.oci.value.Digest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Copies over HTTP, counted at the registry's side.
class ServedCopyTest {
  @TempDir private Path root;
  private final Copier copier = new Copier(4, _ -> {});
  private ServedRegistry registry;
  private LayoutStore layout;

  @BeforeEach
  void start() {
    registry = ServedRegistry.start(root);
    layout = LayoutStore.create(root.resolve("layout"));
  }

  @AfterEach
  void stop() {
    registry.close();
  }

  /// A chart: one config, which stays the same for `name`, and one layer.
  private Manifest chart(String name, int version) {
    Descriptor config = Samples.push(layout, Samples.bytes(name.hashCode(), 300));
    Descriptor layer = Samples.push(layout, Samples.bytes(name.hashCode() + version, 10_000));
    Manifest chart = Samples.image(config, List.of(layer));
    layout.put(chart);
    return chart;
  }

  private Manifest bundle(Manifest... children) {
    return Samples.index(List.of(children).stream().map(Manifest::descriptor).toList());
  }

  private static Set<Digest> digests(Manifest of) {
    return of.children().stream().map(Descriptor::digest).collect(Collectors.toSet());
  }

  @Test
  void copiesThereAndBack() {
    Manifest one = bundle(chart("a", 1), chart("b", 1));
    RegistryStore shop = registry.repository("shop");
    Copied sent = copier.copy(CopyJob.of(layout, shop, one).tagged("v1"));
    assertThat(sent.blobsSent()).isEqualTo(4);
    LayoutStore back = LayoutStore.create(root.resolve("back"));
    copier.copy(CopyJob.of(shop, back, shop.resolve("v1").orElseThrow()).tagged("v1"));
    assertThat(back.resolve("v1").orElseThrow().bytes()).isEqualTo(one.bytes());
    Manifest child = back.manifest(one.children().getFirst().digest()).orElseThrow();
    assertThat(child.children()).allMatch(back::has);
  }

  @Test
  void mountsBetweenRepositoriesWithoutReadingABlob() {
    Manifest chart = chart("a", 1);
    copier.copy(CopyJob.of(layout, registry.repository("charts/a"), chart).tagged("1"));
    Counters before = registry.server.counters();
    registry.asked.clear();
    Copied copied =
        copier.copy(
            CopyJob.of(registry.repository("charts/a"), registry.repository("shop"), chart));
    assertThat(copied.blobsMounted()).isEqualTo(2);
    assertThat(registry.asked).hasSize(4).noneMatch(a -> a.startsWith("GET "));
    Counters after = registry.server.counters();
    assertThat(after.of("charts/a")).isEqualTo(before.of("charts/a"));
    assertThat(after.of("shop").bytesIn()).isEqualTo(chart.bytes().size());
  }

  /// One runner, one chart and one template with homes, one changed chart line, same tag: as a push
  /// asks, once the roots are known.
  @Test
  void needsFifteenRequestsForTheSecondPush() {
    Manifest runner = chart("runner", 1);
    Manifest template = chart("template", 1);
    Manifest before = chart("web", 1);
    Manifest definition = chart("definition", 1);
    RegistryStore shop = registry.repository("shop");
    RegistryStore home = registry.repository("shop/web");
    copier.copy(CopyJob.of(layout, registry.repository("runners"), runner).tagged("1"));
    copier.copy(CopyJob.of(layout, registry.repository("shop/template"), template).tagged("1"));
    copier.copy(CopyJob.of(layout, home, before).tagged("1"));
    Manifest first = bundle(definition, runner, template, before);
    copier.copy(CopyJob.of(layout, shop, first).tagged("v1"));

    registry.asked.clear();
    Manifest changed = chart("web", 2);
    Manifest redefined = chart("definition", 2);
    Manifest second = bundle(redefined, runner, template, changed);
    assertThat(registry.repository("shop/template").resolve("1")).isPresent();
    Manifest atHome = home.resolve("1").orElseThrow();
    Copied toHome =
        copier.copy(
            CopyJob.of(layout, home, changed)
                .tagged("1")
                .with(
                    Hints.NONE
                        .withPresent(digests(atHome))
                        .withAbsent(Set.of(changed.descriptor().digest()))));
    Manifest named = shop.resolve("v1").orElseThrow();
    Copied toShop =
        copier.copy(
            CopyJob.of(layout, shop, second)
                .tagged("v1")
                .with(
                    new Hints(
                        digests(named),
                        Set.of(
                            second.descriptor().digest(),
                            changed.descriptor().digest(),
                            redefined.descriptor().digest(),
                            redefined.children().getLast().digest()),
                        Map.<Digest, Source>of(changed.descriptor().digest(), home),
                        false)));
    assertThat(toHome.plus(toShop).bytesSent()).isLessThan(25_000);
    assertThat(toShop.blobsMounted()).isEqualTo(2);
    assertThat(toShop.manifestsPresent()).isEqualTo(2);
    assertThat(registry.asked).as(String.join("\n", registry.asked)).hasSizeLessThanOrEqualTo(15);
  }

  @Test
  void sendsAgainWhatSomebodyRemovedBelowAPresentManifest() throws Exception {
    Manifest chart = chart("a", 1);
    RegistryStore shop = registry.repository("shop");
    copier.copy(CopyJob.of(layout, shop, bundle(chart)).tagged("v1"));
    Path blobs = root.resolve("registry/shop/_layout/blobs/sha256");
    Files.delete(blobs.resolve(chart.descriptor().digest().hex()));
    Files.delete(blobs.resolve(chart.children().getFirst().digest().hex()));
    Manifest next = bundle(chart, chart("b", 1));
    var hints = Hints.NONE.withPresent(Set.of(chart.descriptor().digest()));
    Copied copied = copier.copy(CopyJob.of(layout, shop, next).tagged("v2").with(hints));
    assertThat(copied.manifestsSent()).isEqualTo(3);
    assertThat(shop.resolve("v2")).isPresent();
    assertThat(shop.has(chart.children().getFirst())).isTrue();
  }
}
