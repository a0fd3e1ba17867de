package dev.lighterage.cnab.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.pack.Layer;
import dev.lighterage.oci.pack.TarEntry;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTest {
  private final Folder kind = new Folder();
  private @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(folder);
    bench.put("conf/run.sh", "#!/bin/sh\n");
    bench.mode("conf/run.sh", "rwx------");
    bench.put("conf/empty.txt", "");
    bench.put("conf/sub/deep/a.conf", "a\n");
    bench.put("conf/.git/HEAD", "x");
    bench.put("conf/sub/.git", "gitdir: elsewhere\n");
    Files.createDirectories(bench.path("conf/nothing"));
  }

  @Test
  void packsAlwaysTheSameBytes() {
    assertThat(bench.pack(kind, "conf").manifest().descriptor().digest())
        .hasToString("sha256:40207bbbe36bb5770a58de9c93b03ca5bbd569a877bd68b53e31fbeeadbc49a3");
  }

  @Test
  void packsAsOrasPacks() {
    Packed packed = bench.pack(kind, "conf");
    Descriptor layer = packed.manifest().layers().getFirst();
    assertThat(layer.mediaType()).isEqualTo(MediaTypes.OCI_LAYER_GZIP);
    assertThat(layer.annotations())
        .containsEntry("org.opencontainers.image.title", "conf")
        .containsEntry("io.deis.oras.content.unpack", "true")
        .containsKey("io.deis.oras.content.digest");
    assertThat(packed.manifest().bytes().text()).doesNotContain("artifactType");
    assertThat(kind.show(packed.manifest(), bench.stored(packed))).containsEntry("folder", "conf");
  }

  @Test
  void keepsExecutableBitsEmptyFilesAndEmptyFoldersAndLeavesGitOut() {
    Packed packed = bench.pack(kind, "conf");
    assertThat(bench.unpacked(kind, packed))
        .isEqualTo(
            Map.of(
                "run.sh*", "#!/bin/sh\n",
                "empty.txt", "",
                "nothing/", "",
                "sub/", "",
                "sub/deep/", "",
                "sub/deep/a.conf", "a\n"));
    assertThat(packed.files())
        .contains(
            new Packed.PackedFile("run.sh", 10, true), new Packed.PackedFile("nothing/", 0, false));
  }

  @Test
  void leavesOutWhatTheIgnoreFileNames() {
    bench.put("conf/.lighterignore", "*.txt\nsub/deep/\n");
    assertThat(bench.unpacked(kind, bench.pack(kind, "conf")).keySet())
        .containsExactly("nothing/", "run.sh*", "sub/");
  }

  @Test
  void refusesLinksAndNamesThem() throws IOException {
    Files.createSymbolicLink(bench.path("conf/sub/link"), Path.of("a.conf"));
    assertThatThrownBy(() -> bench.pack(kind, "conf"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("a link, which no artifact keeps")
        .hasMessageContaining("conf/sub/link");
    bench.put("conf/.lighterignore", "link\n");
    assertThat(bench.pack(kind, "conf").files()).hasSize(6);
  }

  @Test
  void refusesWhatIsNoFolder() {
    assertThatThrownBy(() -> bench.pack(kind, "conf/run.sh"))
        .hasMessageStartingWith("not a folder");
    assertThatThrownBy(() -> bench.pack(kind, "none")).hasMessageStartingWith("no such folder");
  }

  @Test
  void refusesToHandOverWhatLeadsOutOrIsALink() {
    for (Layer layer :
        new Layer[] {
          bench.layer(MediaTypes.OCI_LAYER_GZIP, TarEntry.link("conf/x", "/etc/passwd")),
          bench.layer(MediaTypes.OCI_LAYER_GZIP, Bench.file("alone", ""))
        }) {
      Bytes config = Bytes.utf8("{\"name\":\"conf\",\"files\":1}");
      Descriptor titled = layer.descriptor().withAnnotations(Map.of(Annotations.TITLE, "conf"));
      var form = ManifestForm.of(Descriptor.of(Folder.CONFIG, config), titled);
      assertThatThrownBy(() -> bench.unpacked(kind, Bench.hostile(form, config, layer)))
          .isInstanceOfSatisfying(
              Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.INVALID));
    }
  }
}
