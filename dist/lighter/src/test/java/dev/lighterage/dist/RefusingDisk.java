package dev.lighterage.dist;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A folder that is a disk of its own for one command: full after 1 MiB, or one that may only be
/// read. It is there for that command alone, in a mount namespace; what was on it is copied to
/// `kept` afterwards.
record RefusingDisk(Path folder, Path kept) {
  private static final String FULL = "mount -t tmpfs -o size=1m none \"$0\"; ";
  private static final String READ_ONLY =
      "mount --bind \"$0\" \"$0\"; mount -o remount,bind,ro \"$0\"; ";
  private static final String TAIL =
      "; shift; code=0; \"$@\" || code=$?; cp -a \"$0/.\" \"$kept/\"; exit $code";

  /// Runs the tool after the shell has done `first` on the disk, whose folder is `$0` there; the
  /// tool is `$tool`.
  Tool.Ended full(Tool tool, String first, String... arguments) {
    return run(tool, FULL + first, arguments);
  }

  /// The same where nothing may be written.
  Tool.Ended readOnly(Tool tool, String first, String... arguments) {
    return run(tool, READ_ONLY + first, arguments);
  }

  private Tool.Ended run(Tool tool, String script, String... arguments) {
    assumeTrue(canMount(), "this machine lets nobody mount in a namespace");
    var before = new ArrayList<String>(List.of("unshare", "-rm", "sh", "-ec", script + TAIL));
    before.addAll(List.of(folder.toString(), "--"));
    Tool shown =
        tool.with("tool", tool.folder().resolve("bin/lighter").toString())
            .with("kept", kept.toString());
    return Tool.finish(shown.start(before, arguments));
  }

  private boolean canMount() {
    try {
      return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", folder.toString())
              .start()
              .waitFor()
          == 0;
    } catch (IOException noUnshare) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
