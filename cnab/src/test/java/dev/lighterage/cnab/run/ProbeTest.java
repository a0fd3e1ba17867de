package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is said on machines that cannot run anything, in one line.
class ProbeTest {
  @TempDir Path dir;

  @Test
  void findsThatThisMachineCanRunOrSaysWhyNot() {
    Optional<String> lacks = Probe.lacks(Caller.current());
    lacks.ifPresent(why -> System.out.println("this machine: " + why));
    assertThat(lacks.orElse("")).doesNotContain("\n").doesNotContain("unknown");
  }

  @Test
  void saysThatNoNamespacesAreLeft() throws Exception {
    String said = inside("echo 0 >/proc/sys/user/max_user_namespaces && exec \"$@\"", "lacks");
    assertThat(said)
        .isEqualTo(
            "running needs namespaces: no namespaces are left (sysctl user.max_user_namespaces and"
                + " its like) (unshare: unshare failed: No space left on device)\n");
  }

  @Test
  void saysThatTheDiskIsFullAndLeavesNothing() throws Exception {
    Path disk = Files.createDirectories(dir.resolve("disk"));
    Path image = Files.createDirectories(dir.resolve("image"));
    String said =
        inside(
            "mount -t tmpfs -o size=300k tmpfs '"
                + disk
                + "' && \"$@\" && ls -A '"
                + disk
                + "/cache/images'",
            "run",
            image.toString(),
            disk.resolve("cache").toString());
    assertThat(said).startsWith("STORAGE could not unpack").contains("No space left on device");
    assertThat(said.lines()).hasSize(1);
  }

  /// What the program says in a user namespace of its own, started by `script`.
  private static String inside(String script, String... arguments) throws Exception {
    assumeTrue(
        new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "tmpfs", "/mnt")
                .inheritIO()
                .start()
                .waitFor()
            == 0,
        "this machine denies mounts in user namespaces");
    var command = new ArrayList<>(List.of("unshare", "-rm", "sh", "-c", script, "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add(ProbeProgram.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }

  @Test
  void knowsWhatUtilLinuxComplainsOf() {
    for (String[] complaint :
        new String[][] {
          {"unshare: unshare failed: Operation not permitted", "denies user namespaces"},
          {"unshare: write failed /proc/self/uid_map: Operation not permitted", "denies user name"},
          {"mount: /tmp: permission denied.\n dmesg(1) may have more", "denies mounts"},
          {"mount: root: unknown filesystem type 'overlay'.", "denies overlay"},
          {"setpriv: unrecognized option '--pdeathsig'", "older than 2.36"},
        }) {
      assertThat(Complaints.meaning(complaint[0]).orElse("")).contains(complaint[1]);
    }
    assertThat(Complaints.failure("").kind()).isEqualTo(Failure.Kind.UNSUPPORTED);
  }

  @Test
  void looksForProgramsInTheSystemsFoldersAlone() throws IOException {
    assertThat(Tools.find("sh")).isPresent();
    assertThat(Tools.find("no-such-program-anywhere")).isEmpty();
    assertThat(Tools.environment()).containsOnlyKeys("PATH", "LC_ALL");
  }
}
