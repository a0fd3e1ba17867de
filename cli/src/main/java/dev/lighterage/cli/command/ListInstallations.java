package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.ExitCode;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.session.Session;
import dev.lighterage.cli.session.Verbs;
import dev.lighterage.cnab.state.Installation;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `lighter list`. JSON: `{"installations": [{"name", "action", "status", "created", "bundle"?,
/// "holder"?}], "unreadable": [{"name", "why"}]}`. Ends with 10 when a record cannot be read, after
/// it has shown the others.
@Command(
    name = "list",
    header = "List the installations of this user.",
    footer = {"lighter list", "lighter list --all --json"})
public final class ListInstallations implements Callable<ExitCode> {
  private final Session session;

  @Option(names = "--all", description = "Those that were uninstalled too.")
  private boolean all;

  public ListInstallations(Session session) {
    this.session = session;
  }

  @Override
  public ExitCode call() {
    var installations = new Verbs(session).installations();
    var found = new ArrayList<Installation>();
    var unreadable = new TreeMap<String, String>();
    for (String name : installations.names()) {
      try {
        installations.find(name).filter(i -> all || !i.uninstalled()).ifPresent(found::add);
      } catch (Failure broken) {
        unreadable.put(name, broken.getMessage());
      }
    }
    unreadable.forEach((name, why) -> session.console().warn(name + " is left out: " + why));
    answer(found, unreadable);
    return unreadable.isEmpty() ? ExitCode.DONE : ExitCode.INVALID;
  }

  private void answer(List<Installation> found, SortedMap<String, String> unreadable) {
    var table = new Table("NAME", "BUNDLE", "DIGEST", "LAST", "STATUS", "WHEN");
    found.forEach(
        i ->
            table.row(
                i.name(),
                Claims.bundle(i.last().claim()),
                Claims.digest(i.last().claim()),
                i.last().claim().action(),
                i.last().status().text(),
                Claims.when(i.last().claim())));
    if (table.isEmpty() && unreadable.isEmpty()) {
      session.console().note("nothing is installed");
    }
    var json =
        JsonObject.builder()
            .put("installations", Json.array(found, ListInstallations::json))
            .put("unreadable", Json.array(unreadable.entrySet(), ListInstallations::json))
            .build();
    session.console().answer(new Answer(json, table.text()));
  }

  private static JsonObject json(Map.Entry<String, String> unreadable) {
    return JsonObject.builder()
        .put("name", unreadable.getKey())
        .put("why", unreadable.getValue())
        .build();
  }

  private static JsonObject json(Installation installation) {
    var claim = installation.last().claim();
    var json =
        JsonObject.builder()
            .put("name", installation.name())
            .put("action", claim.action())
            .put("status", installation.last().status().text())
            .put("created", installation.created().toString());
    claim.bundleReference().ifPresent(bundle -> json.put("bundle", bundle));
    installation.holder().ifPresent(holder -> json.put("holder", holder.describe()));
    return json.build();
  }
}
