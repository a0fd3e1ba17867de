package dev.lighterage.cnab.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TimeZone;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunToolJarTest {
  private final TimeZone before = TimeZone.getDefault();
  @TempDir Path folder;

  @AfterEach
  void putTheTimeZoneBack() {
    TimeZone.setDefault(before);
  }

  @Test
  void isTheSameInEveryTimeZone() throws IOException {
    assertThat(writtenIn("Pacific/Auckland"))
        .isEqualTo(writtenIn("UTC"))
        .isEqualTo(writtenIn("America/Los_Angeles"));
  }

  private byte[] writtenIn(String zone) throws IOException {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    Path ours = folder.resolve("ours.jar");
    try (var out = new ZipOutputStream(Files.newOutputStream(ours))) {
      out.putNextEntry(new ZipEntry("dev/lighterage/runtool/Main.class"));
      out.write(ClassFile.of().build(ClassDesc.of("dev.lighterage.runtool.Main"), main -> {}));
    }
    Path jar = folder.resolve("run-tool.jar");
    RunToolJar.write(jar, List.of(ours));
    return Files.readAllBytes(jar);
  }
}
