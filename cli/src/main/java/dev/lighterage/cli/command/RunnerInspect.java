package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Sizes;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.screen.Text;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.app.Found;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.oci.json.JsonObject;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `lighter runner inspect`. JSON: `{"reference", "platform", "user", "size", "inventory"?}`.
@Command(
    name = "inspect",
    header = "Show what an invocation image can do; asks for its manifest and config alone.",
    footer = {
      "lighter runner inspect registry.example.com/runners/azure:2",
      "lighter runner inspect oci:runner-layout --json"
    })
public final class RunnerInspect implements Callable<ExitCode> {
  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "IMAGE",
      description = "A reference, or a layout: oci:FOLDER[:TAG].")
  private String image = "";

  public RunnerInspect(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    Found found = new Verbs(session).stores().find(Places.read(session, image));
    var seen = dev.lighterage.cnab.image.RunnerInspect.of(found.source(), found.imageHere());
    session.console().answer(new Answer(json(found, seen), text(found, seen)));
    return ExitCode.DONE;
  }

  private static Text text(Found found, dev.lighterage.cnab.image.RunnerInspect seen) {
    Text head =
        Text.of(found.pinned() + "\n")
            .plus(seen.platform() + ", " + Sizes.of(seen.size()) + ", user " + seen.user() + "\n");
    if (seen.inventory().isEmpty()) {
      return head.plus("no inventory: this is no runner\n");
    }
    var table = new Table("MIXIN", "VERSION", "OPERATIONS", "REACHES", "COMMANDS");
    for (Mixin mixin : seen.inventory().get().mixins().values()) {
      table.row(
          mixin.name(),
          mixin.version(),
          String.join(", ", mixin.operations().keySet()),
          reach(mixin),
          mixin.runsArbitraryCommands() ? "any" : "its own");
    }
    return head.plus("\n").plus(table.text());
  }

  private static String reach(Mixin mixin) {
    String network = String.join(", ", mixin.reach().network());
    String folders = mixin.reach().mounts() ? "granted folders" : "";
    String both = network + (network.isEmpty() || folders.isEmpty() ? "" : ", ") + folders;
    return both.isEmpty() ? "nothing" : both;
  }

  private static JsonObject json(Found found, dev.lighterage.cnab.image.RunnerInspect seen) {
    var json =
        JsonObject.builder()
            .put("reference", found.pinned())
            .put("platform", seen.platform().toString())
            .put("user", seen.user())
            .put("size", seen.size());
    seen.inventory().ifPresent(inventory -> json.put("inventory", inventory.toJson()));
    return json.build();
  }
}
