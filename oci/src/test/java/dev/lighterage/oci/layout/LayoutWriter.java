package dev.lighterage.oci.layout;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.content.ScratchFolder;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// A program of its own for tests that need another process: writes images into a layout.
///
/// `LayoutWriter FOLDER tags FIRST COUNT` tags `COUNT` images; `LayoutWriter FOLDER big` writes one
/// blob of 8 MiB, says `half` on standard output when half of it has been given, and waits there
/// until it is killed; `LayoutWriter FOLDER scratch` makes a folder for what is on its way, says
/// `made` and waits likewise; `LayoutWriter FOLDER endless SEED` writes blobs until it is killed;
/// `LayoutWriter FOLDER fill` writes blobs until it is refused, and says how.
final class LayoutWriter {
  /// Half of the blob that `big` writes.
  static final Bytes HALF = Samples.bytes(99, 4 << 20);

  private LayoutWriter() {}

  static Descriptor big() {
    return Samples.blob(Bytes.of(twice(HALF.toArray())));
  }

  private static byte[] twice(byte[] half) {
    byte[] all = Arrays.copyOf(half, 2 * half.length);
    System.arraycopy(half, 0, all, half.length, half.length);
    return all;
  }

  public static void main(String[] arguments) throws IOException {
    LayoutStore store = LayoutStore.create(Path.of(arguments[0]));
    switch (arguments[1]) {
      case "tags" -> tags(store, Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
      case "big" -> store.push(big(), stuckAtHalf());
      case "scratch" -> scratch(store);
      case "endless" -> endless(store, Integer.parseInt(arguments[2]));
      case "fill" -> fill(store);
      default -> throw new IllegalArgumentException(arguments[1]);
    }
  }

  private static void tags(LayoutStore store, int first, int count) {
    for (int i = first; i < first + count; i++) {
      // One layer is the same for all, so that all processes write it at once.
      Descriptor shared = Samples.push(store, Samples.bytes(1, 200_000));
      Manifest image = Samples.image(Samples.push(store, Samples.bytes(i, 50)), List.of(shared));
      store.tag(image, "t" + i);
    }
  }

  private static void scratch(LayoutStore store) throws IOException {
    try (ScratchFolder folder = store.scratch()) {
      Files.write(folder.path().resolve("half"), HALF.toArray());
      System.out.println("made");
      System.in.read();
    }
  }

  private static void endless(LayoutStore store, int seed) {
    for (int i = 0; ; i++) {
      Bytes bytes = Samples.bytes(seed * 1_000L + i, 1 << 20);
      Descriptor layer = Samples.push(store, bytes);
      store.tag(Samples.image(layer, List.of()), "t" + seed + "-" + i);
      System.out.println("stored " + i);
    }
  }

  private static void fill(LayoutStore store) {
    try {
      for (int i = 0; i < 1_000; i++) {
        store.tag(
            Samples.image(Samples.push(store, Samples.bytes(i, 100_000)), List.of()), "t" + i);
      }
    } catch (Failure refused) {
      System.out.println(refused.kind() + " " + refused.subject());
      System.out.println(refused.facts().get("why"));
    }
    for (String tag : store.tags()) {
      Descriptor blob = store.resolve(tag).orElseThrow().children().getFirst();
      Verified.read(blob, store.blob(blob), 100_000);
    }
    System.out.println(store.tags().isEmpty() ? "empty" : "whole");
  }

  private static Content stuckAtHalf() {
    return new Content() {
      @Override
      public long size() {
        return 2L * HALF.size();
      }

      @Override
      public InputStream open(long offset) {
        return new SequenceInputStream(HALF.open(), new Stuck());
      }
    };
  }

  private static final class Stuck extends InputStream {
    @Override
    public int read() throws IOException {
      System.out.println("half");
      // Blocks until the parent ends this process or itself.
      return System.in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }
}
