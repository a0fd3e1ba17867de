package dev.lighterage.cnab.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KindsTest {
  private @TempDir Path folder;

  @Test
  void recognisesEachKindByItsManifestAlone() {
    Bench bench = sources("here", "rw-r--r--");
    for (Kind kind : Kinds.all()) {
      Manifest.Image manifest = bench.pack(kind, kind.name()).manifest();
      assertThat(Kinds.all().stream().filter(k -> k.recognises(manifest))).containsExactly(kind);
      assertThat(Kinds.of(manifest)).contains(kind);
      assertThat(Kinds.require(kind.name(), manifest, "x")).isEqualTo(kind);
    }
  }

  @Test
  void refusesANameThatTheManifestContradicts() {
    Manifest.Image file = sources("here", "rw-r--r--").pack(new FileKind(), "file").manifest();
    assertThatThrownBy(() -> Kinds.require("helm", file, "web"))
        .hasMessage("artifact of another kind: web; expected: helm; found: file");
    assertThatThrownBy(() -> Kinds.require("compose", file, "web"))
        .hasMessage(
            "unknown kind of artifact: web; found: compose; known: helm, arm, file, folder");
    Manifest index =
        Manifest.read(MediaTypes.OCI_INDEX, Bytes.utf8("{\"schemaVersion\":2,\"manifests\":[]}"));
    assertThat(Kinds.of(index)).isEmpty();
    assertThatThrownBy(() -> Kinds.require("helm", index, "web"))
        .hasMessageContaining("found: an index");
  }

  @Test
  void packsTheSameInAnotherPlaceTimeZoneLocaleUmaskAndOrder() {
    List<Digest> here = digests(sources("here", "rw-r--r--"));
    TimeZone zone = TimeZone.getDefault();
    Locale locale = Locale.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(digests(sources("an other/place", "rw-------"))).isEqualTo(here);
    } finally {
      TimeZone.setDefault(zone);
      Locale.setDefault(locale);
    }
  }

  private static List<Digest> digests(Bench bench) {
    var all = new ArrayList<Digest>();
    for (Kind kind : Kinds.all()) {
      all.add(bench.pack(kind, kind.name()).manifest().descriptor().digest());
    }
    return all;
  }

  /// One source for each kind, named after it. The disk lists names in an order of its own, which
  /// differs with the order in which they were made.
  private Bench sources(String place, String permissions) {
    Bench bench = new Bench(folder.resolve(place));
    var names = new ArrayList<>(List.of("a", "B", "I", "i", "z/y", "z/x", "é", "Z"));
    if (!place.equals("here")) {
      Collections.reverse(names);
    }
    for (String top : List.of("helm/templates/", "folder/")) {
      for (String name : names) {
        bench.put(top + name, name + "\n");
        bench.mode(top + name, permissions);
      }
    }
    bench.put("helm/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n");
    bench.put("file", "text\n");
    bench.put(
        "arm",
        "{\"$schema\":\"https://schema.management.azure.com/schemas/2019-04-01/"
            + "deploymentTemplate.json#\",\"contentVersion\":\"1.0.0.0\",\"resources\":[]}");
    return bench;
  }
}
