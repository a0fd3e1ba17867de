package dev.lighterage.cnab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that means harm tries everything it should not be able to do. As whoever runs the
/// tests; [OrdinaryUserTest] does it again as another user.
class HostileRunTest {
  @TempDir Path dir;
  private TinyImage image;
  private NamespacesDriver driver;

  @BeforeEach
  void makeImage() throws Exception {
    image = new TinyImage(dir);
    driver =
        new NamespacesDriver(
            new DriverSettings(dir.resolve("cache"), _ -> {}, DriverSettings.GRACE));
    assumeTrue(driver.lacks().isEmpty(), () -> driver.lacks().orElse(""));
  }

  private static final String READ =
      """
      outside=$OUTSIDE
      cat "$outside" 2>/dev/null && echo WON by its path
      for p in ../../../../../../.. /proc/1/root /proc/1/cwd /proc/self/root/.. /proc/self/cwd/.. /dev/fd/0/.. /proc/*/root; do
        cat "$p$outside" 2>/dev/null && echo "WON by $p"
      done
      ln -s "$outside" /tmp/link; cat /tmp/link 2>/dev/null && echo "WON by a link"
      for fd in /proc/self/fd/* /proc/1/fd/*; do
        case $fd in /proc/self/fd/[012]) ;; *) ls "$fd/" 2>/dev/null | cat && [ -d "$fd/." ] && echo "WON by $fd" ;; esac
      done
      mkdir /tmp/x; cd /tmp/x
      chroot . /bin/sh -c 'echo WON by chroot' 2>/dev/null
      mount -t tmpfs tmpfs /tmp/x 2>/dev/null && echo WON by mount
      mount --bind / /tmp/x 2>/dev/null && echo WON by bind
      unshare -U /bin/sh -c 'echo WON by user namespace' 2>/dev/null
      unshare -Ur /bin/sh -c 'mount -t tmpfs t /tmp/x && echo WON by mapped root' 2>/dev/null
      unshare -m /bin/sh -c 'echo WON by mount namespace' 2>/dev/null
      cat /proc/1/environ 2>/dev/null && echo WON by environ
      cat /proc/1/cmdline 2>/dev/null && echo WON by cmdline
      """;

  /// What each line of the script that got its way says.
  private List<String> won(Request request) {
    RunOutcome outcome = driver.run(request.build());
    assertThat(request.said).contains("tried everything");
    assertThat(outcome.exitCode()).isZero();
    return request.said.stream().filter(line -> line.startsWith("WON")).toList();
  }

  private static String script(String tries) {
    return tries + "\necho tried everything\nexit 0\n";
  }

  @Test
  void cannotReadAFileOutsideItsRoot() throws IOException {
    Path outside = dir.resolve("outside");
    Files.writeString(outside, "of the host\n");
    Files.setPosixFilePermissions(outside, PosixFilePermissions.fromString("rw-rw-rw-"));
    var request = new Request(image.with(script(READ))).variable("OUTSIDE", outside.toString());
    assertThat(won(request)).isEmpty();
    assertThat(request.said).noneMatch(line -> line.contains("of the host"));
  }

  @Test
  void wouldSayThatItWon() {
    var request =
        new Request(image.with(script(READ)))
            .file("/outside", "here\n")
            .variable("OUTSIDE", "/outside");
    assertThat(won(request)).contains("WON by its path", "WON by a link");
  }

  @Test
  void cannotBecomeAnotherUser() {
    String tries =
        """
        id -u
        chmod 4755 /bin/* 2>/dev/null
        cp /bin/id /tmp/id; chmod 6755 /tmp/id; [ "$(/tmp/id -u)" = "$(id -u)" ] || echo WON by setuid
        su -c id 2>/dev/null </dev/null && echo WON by su
        unshare -U --map-root-user id 2>/dev/null && echo WON by unshare
        for f in /proc/self/uid_map /proc/self/gid_map /proc/self/setgroups; do
          (echo '0 0 1' >$f) 2>/dev/null && echo "WON by $f"
        done
        while read -r name value; do
          case $name in
            CapPrm:|CapEff:|CapInh:|CapAmb:) [ "$value" = 0000000000000000 ] || echo "WON $name $value" ;;
            NoNewPrivs:) [ "$value" = 1 ] || echo WON new privileges ;;
            Groups:) echo "groups $value" ;;
          esac
        done </proc/self/status
        kill -0 1 2>/dev/null && kill -KILL 1 2>/dev/null; kill -TERM 1 2>/dev/null
        """;
    var request = new Request(image.with(script(tries)));
    assertThat(won(request)).isEmpty();
    assertThat(request.said.getFirst()).isEqualTo("65532");
    if (Caller.current().drops()) {
      assertThat(request.said).contains("groups ");
    }
  }

  @Test
  void cannotWriteAnArtifactNorTheKernelsSettings() throws IOException {
    Path artifact = Files.createDirectories(dir.resolve("artifact"));
    Path file = Files.writeString(artifact.resolve("file"), "as it was");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    Files.setPosixFilePermissions(artifact, PosixFilePermissions.fromString("rwxrwxrwx"));
    String tries =
        """
        a=/cnab/app/artifacts/web
        (echo x >$a/file) 2>/dev/null && echo WON by write
        (echo x >>$a/file) 2>/dev/null && echo WON by append
        (echo x >$a/new) 2>/dev/null && echo WON by create
        rm -f $a/file 2>/dev/null; [ -e $a/file ] || echo WON by remove
        mv $a /tmp/gone 2>/dev/null && echo WON by move
        mount -o remount,rw $a 2>/dev/null && echo WON by remount
        ln $a/file /tmp/hard 2>/dev/null && echo WON by hard link
        ls /proc/sys 2>/dev/null && echo WON by looking
        for f in /proc/sys/kernel/hostname /proc/sys/kernel/core_pattern /proc/sysrq-trigger /sys/kernel/uevent_helper; do
          (echo x >$f) 2>/dev/null && echo "WON by $f"
        done
        for d in /proc/*/root/proc/sys/kernel/core_pattern; do
          [ -w "$d" ] && echo "WON by $d"
        done
        """;
    assertThat(won(new Request(image.with(script(tries))).artifact("web", artifact))).isEmpty();
    assertThat(file).hasContent("as it was");
    assertThat(artifact).isDirectoryContaining("glob:**file");
    try (var left = Files.list(artifact)) {
      assertThat(left).hasSize(1);
    }
  }

  @Test
  void cannotAlterTheImageThatTheNextRunSees() {
    String alter =
        """
        chmod 777 / /bin /cnab /cnab/app /cnab/app/run 2>/dev/null
        for f in /bin/sh /bin/cat /cnab/app/run /planted /cnab/app/planted /bin/planted; do
          (echo planted >$f) 2>/dev/null
        done
        rm -rf /cnab /bin 2>/dev/null
        """;
    String script =
        "[ -e /planted ] || [ -e /cnab/app/planted ] || [ -e /bin/planted ] && echo WON\n"
            + "echo tried everything\n"
            + alter
            + "exit 0\n";
    RunImage shared = image.with(script);
    assertThat(won(new Request(shared))).isEmpty();
    assertThat(won(new Request(shared))).isEmpty();
  }

  @Test
  void cannotSeeOtherProcessesNorKillThem() {
    String tries =
        """
        for p in /proc/[0-9]*; do
          n=${p#/proc/}
          [ "$n" = 1 ] && echo "WON by seeing 1"
        done
        kill -KILL -1 2>/dev/null
        """;
    var request = new Request(image.with("trap '' TERM\n" + script(tries)));
    assertThat(won(request)).isEmpty();
  }

  @Test
  void leavesNoFileInAGrantedFolderThatLendsRights() throws IOException {
    Path granted = Files.createDirectories(dir.resolve("granted"));
    Files.setPosixFilePermissions(granted, PosixFilePermissions.fromString("rwxrwxrwx"));
    String tries =
        """
        cp /bin/id /data/id && chmod 6755 /data/id
        """;
    assertThat(won(new Request(image.with(script(tries))).mount(granted, "/data"))).isEmpty();
    Object owner = Files.getAttribute(granted.resolve("id"), "unix:uid");
    assertThat(owner).isNotEqualTo(0);
  }
}
