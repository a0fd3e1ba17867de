package dev.lighterage.oci.layout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One layout, several processes, some of them killed.
class LayoutProcessesTest {
  @TempDir private Path top;

  private Path folder() {
    return top.resolve("layout");
  }

  private Process start(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                LayoutWriter.class.getName(),
                folder().toString()));
    command.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void keepsWhatThreeProcessesTagAtOnce() throws Exception {
    List<Process> writers =
        List.of(start("tags", "0", "15"), start("tags", "15", "15"), start("tags", "30", "15"));
    for (Process writer : writers) {
      assertThat(writer.waitFor()).isZero();
    }
    LayoutStore store = LayoutStore.open(folder());
    assertThat(store.tags()).hasSize(45);
    for (String tag : store.tags()) {
      Manifest image = store.resolve(tag).orElseThrow();
      assertThat(image.children()).allMatch(store::has);
    }
    assertEveryBlobIsWhole();
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void keepsWhatManyThreadsTagAtOnce() throws Exception {
    LayoutStore.create(folder());
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int first = t * 10;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    // A store of its own for each thread: the lock is the layout's.
                    LayoutStore store = LayoutStore.open(folder());
                    for (int i = first; i < first + 10; i++) {
                      store.tag(Samples.pushImage(store, i % 5), "t" + i);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(LayoutStore.open(folder()).tags()).hasSize(80);
    assertEveryBlobIsWhole();
  }

  @Test
  void leavesFileOfLivingWriterAndRemovesThatOfDeadOne() throws Exception {
    LayoutStore.create(folder());
    Process living = start("big");
    try (BufferedReader words = living.inputReader()) {
      assertThat(words.readLine()).isEqualTo("half");
      Process dead = start("big");
      try (BufferedReader others = dead.inputReader()) {
        assertThat(others.readLine()).isEqualTo("half");
      }
      assertThat(leftovers()).hasSize(2);
      dead.destroyForcibly().waitFor();

      Samples.push(LayoutStore.open(folder()), Samples.bytes(1, 10));
      assertThat(leftovers()).hasSize(1);
      assertThat(LayoutStore.open(folder()).has(LayoutWriter.big())).isFalse();
    } finally {
      living.destroyForcibly().waitFor();
    }
    Samples.push(LayoutStore.open(folder()), Samples.bytes(2, 10));
    assertThat(leftovers()).isEmpty();
  }

  @Test
  void leavesScratchFolderOfLivingProcessAndRemovesThatOfDeadOne() throws Exception {
    LayoutStore.create(folder());
    Process living = start("scratch");
    try (BufferedReader words = living.inputReader()) {
      assertThat(words.readLine()).isEqualTo("made");
      Process dead = start("scratch");
      try (BufferedReader others = dead.inputReader()) {
        assertThat(others.readLine()).isEqualTo("made");
      }
      assertThat(halves()).isEqualTo(2);
      dead.destroyForcibly().waitFor();
      assertThat(halves()).isEqualTo(2);

      Samples.push(LayoutStore.open(folder()), Samples.bytes(1, 10));
      assertThat(halves()).isEqualTo(1);
      living.getOutputStream().close();
      assertThat(living.waitFor()).isZero();
    } finally {
      living.destroyForcibly().waitFor();
    }
    assertThat(leftovers()).isEmpty();
  }

  /// Files that the program left in scratch folders.
  private long halves() throws IOException {
    try (Stream<Path> all = Files.walk(folder().resolve(".lighter/tmp"))) {
      return all.filter(file -> file.endsWith("half")).count();
    }
  }

  @Test
  void leavesFilesOfItsOwnWriters() throws IOException {
    LayoutStore store = LayoutStore.create(folder());
    try (BlobWriter writer = store.writer()) {
      writer.append(Samples.bytes(3, 1_000).open());
      Samples.push(LayoutStore.open(folder()), Samples.bytes(4, 10));
      writer.append(Samples.bytes(5, 1_000).open());
      byte[] all = Arrays.copyOf(Samples.bytes(3, 1_000).toArray(), 2_000);
      System.arraycopy(Samples.bytes(5, 1_000).toArray(), 0, all, 1_000, 1_000);
      writer.commit(Bytes.of(all).digest());
      assertThat(store.has(Samples.blob(Bytes.of(all)))).isTrue();
    }
    assertThat(leftovers()).isEmpty();
  }

  /// Each writer is killed at a moment that a seed chooses, while the next one goes on.
  @Test
  void holdsNothingHalfWrittenAfterWritersWereKilled() throws Exception {
    LayoutStore.create(folder());
    var random = new Random(17);
    for (int round = 0; round < 5; round++) {
      Process writer = start("endless", Integer.toString(round));
      try (BufferedReader words = writer.inputReader()) {
        for (int i = random.nextInt(6); i >= 0; i--) {
          assertThat(words.readLine()).startsWith("stored");
        }
        spin(random.nextInt(3_000_000));
        writer.destroyForcibly().waitFor();
      }
      assertEveryBlobIsWhole();
      LayoutStore store = LayoutStore.open(folder());
      assertThat(store.tags()).isNotEmpty();
      for (String tag : store.tags()) {
        assertThat(store.resolve(tag).orElseThrow().children()).allMatch(store::has);
      }
    }
    Samples.push(LayoutStore.open(folder()), Samples.bytes(6, 10));
    assertThat(leftovers()).isEmpty();
  }

  private static void spin(int rounds) {
    for (int i = 0; i < rounds; i++) {
      Thread.onSpinWait();
    }
  }

  private List<Path> leftovers() throws IOException {
    try (Stream<Path> files = Files.list(folder().resolve(".lighter").resolve("tmp"))) {
      return files.toList();
    }
  }

  private void assertEveryBlobIsWhole() throws IOException {
    try (Stream<Path> files = Files.list(folder().resolve("blobs").resolve("sha256"))) {
      for (Path file : files.toList()) {
        Descriptor self =
            Descriptor.of(
                "application/octet-stream",
                new Digest(Digest.Algorithm.SHA256, file.getFileName().toString()),
                Files.size(file));
        Verified.copy(self, Content.of(file), OutputStream.nullOutputStream());
      }
    }
  }
}
