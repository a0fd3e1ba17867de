package dev.lighterage.cnab.recipe;

import dev.lighterage.cnab.yaml.Position;
import dev.lighterage.cnab.yaml.YamlList;
import dev.lighterage.cnab.yaml.YamlMap;
import dev.lighterage.cnab.yaml.YamlNode;
import dev.lighterage.contract.bundle.CustomAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Reads `actions`: a list of steps for each, or, for an action of the author's own, a map with
/// `steps` and what CNAB says about such actions.
final class ActionsReader {
  /// [101.50]; [101.56]: these are not declared as custom actions.
  static final List<String> STANDARD = List.of("install", "upgrade", "uninstall");

  private static final String ID = "id";

  private ActionsReader() {}

  /// Steps by action, and the declaration of each action that is not one of the three.
  record Actions(
      SortedMap<String, List<RecipeStep>> steps, SortedMap<String, CustomAction> custom) {

    /// All actions that the bundle will have: the three are there, written or derived.
    Set<String> names() {
      var names = new TreeSet<>(steps.keySet());
      names.addAll(STANDARD);
      return names;
    }
  }

  static Actions read(YamlMap top) {
    YamlMap map = top.node("actions", "a map of actions").asMap("a map of actions");
    map.node("install", "a list of steps, from which other actions are derived");
    var steps = new TreeMap<String, List<RecipeStep>>();
    var custom = new TreeMap<String, CustomAction>();
    for (Map.Entry<String, YamlMap.Field> e : map.fields().entrySet()) {
      String name = Names.ACTION.require(e.getKey(), e.getValue().at());
      YamlNode value = e.getValue().value();
      if (STANDARD.contains(name)) {
        steps.put(name, steps(value));
      } else {
        custom.put(name, declaration(value));
        steps.put(name, steps(value instanceof YamlMap m ? m.node("steps", LIST) : value));
      }
    }
    return new Actions(steps, custom);
  }

  private static final String LIST = "a list of steps";

  /// Who says nothing gets an action that changes things: wrongly said so it costs a record,
  /// wrongly left out it loses one ([101.53]).
  private static CustomAction declaration(YamlNode value) {
    if (!(value instanceof YamlMap map)) {
      return new CustomAction("", "", true, false);
    }
    map.allowOnly(Fields.ACTION);
    // No title: other CNAB tools drop it, and the bundle's digest changes.
    return new CustomAction(
        "",
        map.findString("description").orElse(""),
        map.findBoolean("modifies").orElse(true),
        map.findBoolean("stateless").orElse(false));
  }

  private static List<RecipeStep> steps(YamlNode value) {
    if (!(value instanceof YamlList list)) {
      throw value.wrongShape(LIST);
    }
    var steps = new ArrayList<RecipeStep>();
    var ids = new HashMap<String, Position>();
    for (YamlNode item : list.items()) {
      RecipeStep step = step(item.asMap("a map such as {helm.install: {chart: web}}"));
      step.id().ifPresent(id -> requireNew(id, step.at(), ids));
      steps.add(step);
    }
    return List.copyOf(steps);
  }

  private static void requireNew(String id, Position at, Map<String, Position> ids) {
    Position first = ids.putIfAbsent(id, at);
    if (first != null) {
      throw at.invalid("two steps of one id").with("found", id).with("first", first);
    }
  }

  private static RecipeStep step(YamlMap map) {
    Optional<String> id = map.findString(ID);
    id.ifPresent(text -> Names.STEP.require(text, map.node(ID, "an id").at()));
    List<String> calls = map.keys().stream().filter(k -> !k.equals(ID)).toList();
    if (calls.size() != 1) {
      throw map.at()
          .invalid(calls.isEmpty() ? "step that calls nothing" : "step of two calls")
          .with("found", String.join(", ", map.keys()))
          .with("expected", "one <mixin>.<operation>, and id or not");
    }
    String call = calls.getFirst();
    Position at = map.at(call);
    Names.CALL.require(call, at);
    int dot = call.indexOf('.');
    YamlMap with =
        map.find(call).map(v -> v.asMap("a map of inputs")).orElse(new YamlMap(Map.of(), at));
    return new RecipeStep(id, call.substring(0, dot), call.substring(dot + 1), with, at);
  }
}
