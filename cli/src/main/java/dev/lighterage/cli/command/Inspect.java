package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.app.Inspect.Action;
import dev.lighterage.cnab.app.Inspect.Component;
import dev.lighterage.cnab.app.Inspect.Inspection;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lighter inspect`. JSON: `{"reference", "digest", "size", "name", "version", "description",
/// "runner": {"image", "digest", "size", "mixins": {NAME: VERSION}}, "components": [{"name",
/// "kind"?, "image", "digest", "size", "follows"?, "shared", "mixins": [NAME…], "facts"}],
/// "actions": {NAME: {"derived", "steps": [{"id", "call", "artifacts"}]}}, "parameters",
/// "credentials", "outputs": [NAME…], "requiredExtensions": [NAME…], "notes": [TEXT…]}`; `notes`
/// are the warnings.
@Command(
    name = "inspect",
    header = "Show what is in a bundle, and which mixin acts on what.",
    footer = {
      "lighter inspect registry.example.com/bundles/shop:v1.4.0",
      "lighter inspect oci:shop-layout --json"
    })
public final class Inspect implements Callable<ExitCode> {
  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "BUNDLE",
      description = "A reference, or a layout: oci:FOLDER[:TAG].")
  private String bundle = "";

  public Inspect(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    Inspection found = new Verbs(session).inspect().run(Places.read(session, bundle));
    found.notes().forEach(note -> session.console().warn(note));
    session.console().answer(new Answer(json(found), Glance.text(found)));
    return ExitCode.DONE;
  }

  private static JsonObject json(Inspection found) {
    var actions = JsonObject.builder();
    found.actions().forEach(action -> actions.put(action.name(), json(action)));
    return JsonObject.builder()
        .put("reference", found.reference())
        .put("digest", found.digest().toString())
        .put("size", found.size())
        .put("name", found.bundle().name())
        .put("version", found.bundle().version())
        .put("description", found.bundle().description())
        .put("runner", runner(found))
        .put("components", Json.array(found.components(), Inspect::json))
        .put("actions", actions.build())
        .put("parameters", JsonArray.ofStrings(found.bundle().parameters().keySet()))
        .put("credentials", JsonArray.ofStrings(found.bundle().credentials().keySet()))
        .put("outputs", JsonArray.ofStrings(found.bundle().outputs().keySet()))
        .put("requiredExtensions", JsonArray.ofStrings(found.bundle().requiredExtensions()))
        .put("notes", JsonArray.ofStrings(found.notes()))
        .build();
  }

  private static JsonObject runner(Inspection found) {
    var mixins = JsonObject.builder();
    found
        .runner()
        .inventory()
        .ifPresent(i -> i.mixins().forEach((name, mixin) -> mixins.put(name, mixin.version())));
    return JsonObject.builder()
        .put("image", found.runner().image())
        .put("digest", found.runner().digest().toString())
        .put("size", found.runner().size())
        .put("mixins", mixins.build())
        .build();
  }

  private static JsonObject json(Component component) {
    var json = JsonObject.builder().put("name", component.name());
    component.kind().ifPresent(kind -> json.put("kind", kind));
    json.put("image", component.image())
        .put("digest", component.digest().toString())
        .put("size", component.size());
    component.follows().ifPresent(follows -> json.put("follows", follows));
    return json.put("shared", component.shared())
        .put("mixins", JsonArray.ofStrings(component.mixins()))
        .put("facts", JsonObject.of(component.facts()))
        .build();
  }

  private static JsonObject json(Action action) {
    return JsonObject.builder()
        .put("derived", action.derived())
        .put(
            "steps",
            Json.array(
                action.steps(),
                step ->
                    JsonObject.builder()
                        .put("id", step.id())
                        .put("call", step.call())
                        .put("artifacts", JsonArray.ofStrings(step.artifacts()))
                        .build()))
        .build();
  }
}
