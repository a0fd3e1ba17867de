package dev.lighterage.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which Java starts the packaged tool and the build of this checkout, and what they say where
/// there is none.
class JavaSearchIT {
  /// Hides every place where a Java is usually put; what is left on the path is not Java.
  private static final String WITHOUT_JAVA =
      "for d in /usr/lib/jvm /opt; do [ ! -d $d ] || mount -t tmpfs none $d; done; "
          + "! command -v java >/dev/null || exit 77; exec \"$0\" \"$@\"";

  private static final int STILL_JAVA = 77;
  private static final int NO_JAVA = 3;

  private static final Path CHECKOUT = Path.of("../..").toAbsolutePath().normalize();

  @TempDir Path home;

  /// JUnit warns of a link that leads out of what it removes.
  @AfterEach
  void removeLink() throws IOException {
    Files.deleteIfExists(home.resolve(".jdks/25"));
  }

  private record Ended(int code, String out, String err) {}

  private Ended run(Map<String, String> environment, List<String> command) throws Exception {
    Path err = home.resolve("err");
    var builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", home.toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }

  private Ended withoutJava(String... command) throws Exception {
    assumeTrue(canMount(), "this machine lets nobody mount in a namespace");
    var all = new ArrayList<String>(List.of("unshare", "-rm", "sh", "-ec", WITHOUT_JAVA));
    all.addAll(List.of(command));
    Ended ended = run(Map.of(), all);
    assumeTrue(ended.code != STILL_JAVA, "a Java that cannot be hidden stands in /usr/bin or /bin");
    return ended;
  }

  private boolean canMount() throws Exception {
    try {
      var mount = List.of("unshare", "-rm", "mount", "-t", "tmpfs", "none", home.toString());
      return run(Map.of(), mount).code == 0;
    } catch (IOException noUnshare) {
      return false;
    }
  }

  @Test
  void toolSaysWhatToInstallAndWhereItLooked() throws Exception {
    Ended ended = withoutJava(Tool.packaged(home).folder() + "/bin/lighter", "version");
    assertThat(ended.code).isEqualTo(NO_JAVA);
    assertThat(ended.out).isEmpty();
    assertThat(ended.err)
        .startsWith("lighter needs Java 25 and found none: install")
        .contains("looked in JAVA25_HOME, JAVA_HOME, PATH, /usr/lib/jvm,")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mvnw", "bin/format", "bin/reproduce", "bin/try"})
  void checkoutSaysWhatToInstallBeforeAnythingStarts(String program) throws Exception {
    Ended ended = withoutJava(CHECKOUT.resolve(program).toString());
    assertThat(ended.code).as(ended.err).isEqualTo(NO_JAVA);
    assertThat(ended.out).isEmpty();
    assertThat(ended.err)
        .startsWith("lighter needs a JDK 25 to build and found none: install")
        .contains("looked in JAVA25_HOME, JAVA_HOME, PATH, /usr/lib/jvm,")
        .hasLineCount(1);
  }

  @Test
  void checkoutThatIsNotBuiltSaysTheSameForItsTool() throws Exception {
    Path copy = home.resolve("checkout");
    Files.createDirectories(copy.resolve("bin"));
    Files.createDirectory(copy.resolve(".mvn"));
    for (String file : new String[] {"bin/lighter", ".mvn/jdk25"}) {
      Files.copy(CHECKOUT.resolve(file), copy.resolve(file));
    }
    Ended ended = withoutJava("sh", copy.resolve("bin/lighter").toString());
    assertThat(ended.code).as(ended.err).isEqualTo(NO_JAVA);
    assertThat(ended.err).startsWith("lighter needs a JDK 25 to build").hasLineCount(1);
  }

  /// The surroundings of somebody whose Java is 17 in every way, with a JDK 25 put aside.
  private Map<String, String> seventeenWithTwentyFiveBeside() throws IOException {
    Path old = home.resolve("jdk-17");
    Files.createDirectories(old.resolve("bin"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
    for (String name : new String[] {"java", "javac"}) {
      Path program = Files.writeString(old.resolve("bin").resolve(name), "#!/bin/sh\nexit 17\n");
      assertThat(program.toFile().setExecutable(true)).isTrue();
    }
    Files.createDirectories(home.resolve(".jdks"));
    Files.createSymbolicLink(
        home.resolve(".jdks/25"), Path.of(System.getProperty("java.home")).toRealPath());
    return Map.of("JAVA_HOME", old.toString(), "PATH", old.resolve("bin") + ":/usr/bin:/bin");
  }

  @Test
  void toolFindsTheJavaBesideAnOlderOne() throws Exception {
    Ended ended =
        run(
            seventeenWithTwentyFiveBeside(),
            List.of(Tool.packaged(home).folder() + "/bin/lighter", "version"));
    assertThat(ended.code).as(ended.err).isZero();
    assertThat(ended.out).contains("(Java 25");
  }

  @Test
  void buildFindsTheJdkBesideAnOlderOne() throws Exception {
    Path user = Path.of(System.getProperty("user.home"), ".m2");
    assumeTrue(
        Files.isDirectory(user.resolve("wrapper/dists")), "Maven was not fetched by the wrapper");
    var environment = new HashMap<>(seventeenWithTwentyFiveBeside());
    environment.put("MAVEN_USER_HOME", user.toString());
    Ended ended = run(environment, List.of(CHECKOUT.resolve("mvnw").toString(), "--version"));
    assertThat(ended.code).as(ended.err).isZero();
    assertThat(ended.out).contains("Java version: 25");
  }
}
