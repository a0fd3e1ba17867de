package dev.lighterage.oci.pack;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.value.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Packs a tree, unpacks it into the folder named by its argument, and prints what became of it:
/// for tests that need a process with another umask and locale.
final class PackerProgram {
  private PackerProgram() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Layer layer =
        new Packer(folder.resolve("scratch"))
            .tarGzip(
                "application/vnd.oci.image.layer.v1.tar+gzip",
                List.of(
                    TarEntry.file("TITLE I ı.txt", false, Content.of(Bytes.utf8("i"))),
                    TarEntry.file("größe", false, Content.of(Bytes.utf8("ß"))),
                    TarEntry.file("run", true, Content.of(Bytes.utf8("#!")))));
    System.out.println(layer.diffId() + " " + layer.descriptor().digest());
    if (arguments.length > 1) {
      Path tree = folder.resolve("tree");
      Unpack.tree(new Unpack.Packed(layer.descriptor(), layer.content()), tree, Limits.ARTIFACT);
      for (String name : List.of(".", "run", "größe")) {
        Object mode = Files.getAttribute(tree.resolve(name), "unix:mode");
        System.out.println(Integer.toOctalString((int) mode & 07777));
      }
    }
  }
}
