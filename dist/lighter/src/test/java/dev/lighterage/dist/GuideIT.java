package dev.lighterage.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lighterage.cnab.run.DriverSettings;
import dev.lighterage.cnab.run.Drivers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The guide is true: its commands, run in order in a fresh folder, print what it shows.
///
/// Digests, sizes, the architecture and the widths of columns are masked; port and folder are put
/// back to those of the page. What was really printed is left in `target/first-bundle.md`, to be
/// taken over when the tool is to print something else.
class GuideIT {
  private static final Path GUIDE = Path.of("../../docs/guide/first-bundle.md");
  private static final String PORT = ":5000";
  private static final String FOLDER = "/home/me/first-bundle";

  @TempDir Path home;
  private final List<Process> servers = new ArrayList<>();
  private String port = ":0";

  @AfterEach
  void stop() throws InterruptedException {
    for (Process server : servers) {
      server.destroy();
      server.waitFor();
    }
  }

  @Test
  void printsWhatTheGuideShows() throws IOException, InterruptedException {
    var settings = new DriverSettings(home.resolve("cache"), _ -> {}, DriverSettings.GRACE);
    Optional<String> lack = Drivers.named("namespaces", settings).lacks();
    assumeTrue(lack.isEmpty(), () -> lack.orElse(""));

    Page page = Page.read(Files.readString(GUIDE));
    Path folder = Files.createDirectory(home.resolve("first-bundle")).toRealPath();
    var parts = new ArrayList<Page.Part>();
    for (Page.Part part : page.parts()) {
      parts.add(
          switch (part) {
            case Page.Prose prose -> prose;
            case Page.NamedFile file -> write(folder, file);
            case Page.Command command -> command.printing(run(folder, command));
          });
    }
    Files.writeString(Path.of("target/first-bundle.md"), new Page(List.copyOf(parts)).text());
    for (int i = 0; i < parts.size(); i++) {
      assertThat(masked(parts.get(i))).isEqualTo(masked(page.parts().get(i)));
    }
  }

  private Page.NamedFile write(Path folder, Page.NamedFile file) throws IOException {
    Path path = folder.resolve(file.path());
    Files.createDirectories(path.getParent());
    Files.writeString(path, String.join("\n", file.lines()).replace(PORT, port) + "\n");
    return file;
  }

  private List<String> run(Path folder, Page.Command command)
      throws IOException, InterruptedException {
    boolean background = command.command().endsWith(" &");
    Process process =
        start(folder, command.command().replaceFirst(" &$", "").replace(PORT, port), background);
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    if (!background) {
      List<String> all = lines.readAllLines();
      process.waitFor();
      return all.stream().map(line -> settled(folder, line)).toList();
    }
    servers.add(process);
    String first = String.valueOf(lines.readLine());
    port = first.substring(first.lastIndexOf(':'));
    return List.of(settled(folder, first));
  }

  private Process start(Path folder, String command, boolean background) throws IOException {
    Tool tool = Tool.packaged(home);
    var builder = new ProcessBuilder("sh", "-c", (background ? "exec " : "") + command);
    builder.environment().clear();
    builder.environment().putAll(tool.environment());
    // Its maker would still write into this folder when the test is over.
    builder.environment().put("LIGHTER_ARCHIVE", "off");
    builder.environment().put("CHECKOUT", Path.of("../..").toRealPath().toString());
    builder.environment().merge("PATH", "", (path, _) -> tool.folder().resolve("bin") + ":" + path);
    builder.redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile());
    return builder.directory(folder.toFile()).start();
  }

  /// The same with the page's port and folder in place of this run's.
  private String settled(Path folder, String line) {
    return line.replace(port, PORT).replace(folder.toString(), FOLDER);
  }

  private static String masked(Page.Part part) {
    return String.join("\n", part.lines())
        .replaceAll("sha256:[0-9a-f]{64}", "sha256:DIGEST")
        .replaceAll("\\b[0-9a-f]{12}\\b", "BRIEF")
        .replaceAll("\\b[0-9]+(?:\\.[0-9])? (?:B|kB|MB)", "SIZE")
        .replaceAll("\\blinux/[0-9a-z]+", "linux/ARCHITECTURE")
        .replaceAll("(?<=\\S) {2,}", "  ");
  }
}
