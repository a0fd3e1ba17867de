package dev.lighterage.cnab.run;

import dev.lighterage.contract.operation.Mount;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/// Shows what would be run and runs nothing. Secret values are hidden.
///
/// JSON: `{"image", "environment": {NAME: VALUE}, "files": [{"path", "size", "secret"}…],
/// "artifacts": {COMPONENT: FOLDER}, "outputs": {NAME: PATH}, "mounts": [{"host", "path"}…],
/// "network"}`.
final class DebugDriver implements Driver {
  static final String NAME = "debug";

  private final Consumer<JsonObject> show;

  DebugDriver(Consumer<JsonObject> show) {
    this.show = show;
  }

  /// Found by name.
  public static final class Provider implements DriverProvider {
    @Override
    public String name() {
      return NAME;
    }

    @Override
    public Driver driver(DriverSettings settings) {
      return new DebugDriver(settings.show());
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean runs() {
    return false;
  }

  @Override
  public Optional<String> lacks() {
    return Optional.empty();
  }

  @Override
  public RunOutcome run(RunRequest request) {
    show.accept(operation(request));
    return new RunOutcome(0, false, new TreeMap<>(), new TreeMap<>(), Optional.empty());
  }

  private static JsonObject operation(RunRequest request) {
    var environment = JsonObject.builder();
    request
        .environment()
        .forEach(
            (name, variable) ->
                environment.put(
                    name,
                    switch (variable) {
                      case Variable.Plain plain -> plain.value();
                      case Variable.Hidden hidden -> hidden.secret().toString();
                    }));
    var artifacts = new TreeMap<String, String>();
    request.artifacts().forEach((name, folder) -> artifacts.put(name, folder.toString()));
    return JsonObject.builder()
        .put("image", request.image().manifest().descriptor().digest().toString())
        .put("environment", environment.build())
        .put("files", JsonArray.of(request.files().stream().map(DebugDriver::file).toList()))
        .put("artifacts", JsonObject.of(artifacts))
        .put("outputs", JsonObject.of(request.outputs()))
        .put("mounts", JsonArray.of(request.mounts().stream().map(DebugDriver::mount).toList()))
        .put("network", request.network())
        .build();
  }

  private static JsonObject file(InputFile file) {
    try {
      return JsonObject.builder()
          .put("path", file.path())
          .put("size", file.content().size())
          .put("secret", file.secret())
          .build();
    } catch (IOException e) {
      throw Failure.storage("could not read an input", Path.of(file.path()), e);
    }
  }

  private static JsonObject mount(Mount mount) {
    return JsonObject.builder().put("host", mount.host()).put("path", mount.path()).build();
  }
}
