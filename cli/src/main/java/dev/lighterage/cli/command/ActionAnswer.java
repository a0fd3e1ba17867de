package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Answer;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.screen.Text;
import dev.lighterage.cnab.app.Operate;
import dev.lighterage.cnab.app.Permit;
import dev.lighterage.cnab.policy.Verdict;
import dev.lighterage.cnab.state.Result;
import dev.lighterage.cnab.state.Status;
import dev.lighterage.contract.operation.StepState;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;

/// What install, upgrade and uninstall answer.
///
/// JSON: `{"installation", "action", "verdict": verdict}`, unless denied `"plan": [{"id", "call",
/// "artifacts": [NAME…], "leftOut"?: WHY}]`, where the driver only shows `"run": {…}` as it shows
/// it, and, when it ran, `"claim": ID, "revision", "status", "message", "exitCode"?, "steps":
/// [{"id", "status"}], "outputs": [NAME…]`.
record ActionAnswer(Operate.Request request, Permit permit) {

  static Answer denied(Operate.Request request, Verdict.Denied verdict) {
    return new Answer(begin(request, verdict).build(), Verdicts.text(verdict));
  }

  private static JsonObject.Builder begin(Operate.Request request, Verdict verdict) {
    return JsonObject.builder()
        .put("installation", request.installation())
        .put("action", request.action())
        .put("verdict", verdict.toJson());
  }

  private JsonObject.Builder planned() {
    return begin(request, permit.verdict())
        .put("plan", Json.array(permit.plan(), ActionAnswer::json));
  }

  private static JsonObject json(Permit.Planned step) {
    var json =
        JsonObject.builder()
            .put("id", step.act().id())
            .put("call", step.act().call())
            .put("artifacts", JsonArray.ofStrings(step.act().artifacts()));
    step.leftOut().ifPresent(why -> json.put("leftOut", why));
    return json.build();
  }

  /// What would be run.
  Answer shown(JsonObject run) {
    return new Answer(
        planned().put("run", run).build(),
        Text.of(dev.lighterage.oci.json.Json.pretty(run) + "\n"));
  }

  /// How it ended.
  Answer ended(Operate.Ended ended) {
    return new Answer(json(ended), text(ended.result()));
  }

  private Text text(Result result) {
    Text all =
        Text.of(
            request.installation() + ": " + request.action() + " " + result.status().text() + "\n");
    if (!result.message().isEmpty()) {
      all = all.plus(result.message() + "\n");
    }
    if (result.status() != Status.SUCCEEDED) {
      var table = new Table("STEP", "CALL", "STATE");
      result
          .progress()
          .steps()
          .forEach(s -> table.row(s.id(), s.mixin() + "." + s.operation(), s.status().toString()));
      all = all.plus(table.text());
    }
    return result.outputs().isEmpty()
        ? all
        : all.plus("outputs: " + String.join(", ", result.outputs().keySet()) + "\n");
  }

  private JsonObject json(Operate.Ended ended) {
    Result result = ended.result();
    JsonObject.Builder json =
        planned()
            .put("claim", ended.claim().id())
            .put("revision", ended.claim().revision())
            .put("status", result.status().text())
            .put("message", result.message());
    result.progress().exitCode().ifPresent(code -> json.put("exitCode", code));
    return json.put("steps", Json.array(result.progress().steps(), ActionAnswer::json))
        .put("outputs", JsonArray.ofStrings(result.outputs().keySet()))
        .build();
  }

  private static JsonObject json(StepState step) {
    return JsonObject.builder()
        .put("id", step.id())
        .put("status", step.status().toString())
        .build();
  }
}
