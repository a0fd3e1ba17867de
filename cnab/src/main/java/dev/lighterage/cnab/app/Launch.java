package dev.lighterage.cnab.app;

import dev.lighterage.cnab.run.InputFile;
import dev.lighterage.cnab.run.Inputs;
import dev.lighterage.cnab.run.Limits;
import dev.lighterage.cnab.run.Outputs;
import dev.lighterage.cnab.run.RunContext;
import dev.lighterage.cnab.run.RunOutcome;
import dev.lighterage.cnab.run.RunRequest;
import dev.lighterage.cnab.run.Variable;
import dev.lighterage.cnab.state.Claim;
import dev.lighterage.oci.content.Scratch;
import dev.lighterage.oci.content.ScratchFolder;
import dev.lighterage.oci.copy.Parallel;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/// One run: the artifacts are fetched and verified into a folder of their own, the driver is asked
/// once, and the folder is removed.
record Launch(Permit permit, Operate.Run run, Path scratch) {
  /// Artifacts fetched at once; ours, as many as a push sends.
  private static final int AT_ONCE = 4;

  /// Runs the claim's action; `progress` hears the step report as it changes.
  RunOutcome go(Inputs inputs, Claim claim, Consumer<Bytes> progress) {
    ScratchFolder folder = folder();
    try (folder) {
      return run.driver().run(job(inputs, claim, artifacts(folder.path()), progress));
    } finally {
      if (Files.exists(folder.path(), LinkOption.NOFOLLOW_LINKS)) {
        run.log().line("lighter: could not remove " + folder.path() + "; the next run tries again");
      }
    }
  }

  private ScratchFolder folder() {
    try {
      return new Scratch(scratch).createFolder();
    } catch (IOException e) {
      throw Failure.storage("could not keep the artifacts of a run", scratch, e);
    }
  }

  private RunRequest job(
      Inputs inputs, Claim claim, SortedMap<String, Path> artifacts, Consumer<Bytes> progress) {
    var context =
        new RunContext(
            permit.bundle(),
            claim.installation(),
            claim.action(),
            claim.revision(),
            claim.bytes(),
            relocation());
    var environment = new TreeMap<String, Variable>(inputs.environment());
    environment.putAll(context.environment());
    var files = new ArrayList<InputFile>(context.files());
    files.addAll(inputs.files());
    return new RunRequest(
        permit.survey().image(),
        environment,
        List.copyOf(files),
        artifacts,
        Outputs.wanted(permit.bundle(), claim.action()),
        permit.verdict().mounts(),
        permit.verdict().network(),
        Limits.USUAL,
        run.log(),
        progress,
        run.cancellation());
  }

  /// Where the bundle's images lie now, if it was found in a registry.
  private SortedMap<String, String> relocation() {
    return permit
        .survey()
        .root()
        .repository()
        .map(permit.survey().published()::relocationMapping)
        .orElseGet(TreeMap::new);
  }

  private SortedMap<String, Path> artifacts(Path folder) {
    var all = new TreeMap<String, Path>();
    permit.survey().artifacts().keySet().forEach(name -> all.put(name, folder.resolve(name)));
    new Parallel(AT_ONCE)
        .each(
            permit.survey().artifacts().entrySet(),
            entry -> artifact(folder.resolve(entry.getKey()), entry.getKey(), entry.getValue()));
    return all;
  }

  private void artifact(Path folder, String name, Manifest manifest) {
    try {
      Files.createDirectories(folder);
      permit
          .survey()
          .kind(name)
          .unpack((Manifest.Image) manifest, permit.survey().root().source(), folder);
    } catch (IOException e) {
      throw Failure.storage("could not unpack an artifact", folder, e);
    }
  }
}
