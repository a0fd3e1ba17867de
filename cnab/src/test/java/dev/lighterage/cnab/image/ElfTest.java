package dev.lighterage.cnab.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class ElfTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  private @TempDir Path folder;

  @Test
  void readsLoaderAndLibraries() {
    Elf java = Elf.read(JAVA).orElseThrow();
    assertThat(java.loader()).hasValueSatisfying(l -> assertThat(l).contains("/ld-"));
    assertThat(java.needed()).contains("libjli.so", "libc.so.6");
  }

  @Test
  void givesProgramAnotherLoader() throws IOException {
    byte[] changed = Elf.read(JAVA).orElseThrow().withLoader("/cnab/app/rt/lib/ld.so");
    Path file = Files.write(folder.resolve("java"), changed);
    Elf read = Elf.read(file).orElseThrow();
    assertThat(read.loader()).contains("/cnab/app/rt/lib/ld.so");
    assertThat(read.needed()).isEqualTo(Elf.read(JAVA).orElseThrow().needed());
    assertThat(file).hasSize(Files.size(JAVA));
  }

  @Test
  void refusesLoaderWithoutRoom() {
    Elf java = Elf.read(JAVA).orElseThrow();
    assertThat(
            catchThrowableOfType(Failure.class, () -> java.withLoader("/" + "x".repeat(60))).kind())
        .isEqualTo(Failure.Kind.UNSUPPORTED);
  }

  @Test
  void takesOtherFilesForNoProgram() throws IOException {
    assertThat(Elf.read(Files.writeString(folder.resolve("script"), "#!/bin/sh\n"))).isEmpty();
    assertThat(Elf.read(Files.write(folder.resolve("empty"), new byte[0]))).isEmpty();
  }

  @Test
  void brokenProgramIsAFailureOfOurs() throws IOException {
    byte[] good = Files.readAllBytes(JAVA);
    var random = new Random(20_261_124);
    for (int round = 0; round < 2_000; round++) {
      byte[] bad = good.clone();
      for (int i = 0; i < 8; i++) {
        // Among the headers, where it hurts.
        bad[4 + random.nextInt(1020)] = (byte) random.nextInt(256);
      }
      Path file = Files.write(folder.resolve("bad"), bad);
      try {
        Elf.read(file).ifPresent(Elf::loader);
      } catch (Failure failure) {
        assertThat(failure.kind()).isIn(Failure.Kind.INVALID, Failure.Kind.UNSUPPORTED);
      }
    }
  }
}
