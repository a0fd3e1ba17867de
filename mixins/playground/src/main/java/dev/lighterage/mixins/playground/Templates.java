package dev.lighterage.mixins.playground;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Pretends to provision ARM templates: a group holds the resources that the template lists.
///
/// Of ARM's expressions only `[parameters('NAME')]` as a whole text is understood; any other stays
/// text.
final class Templates {
  private static final String GROUPS = "groups";
  private static final Pattern PARAMETER =
      Pattern.compile("\\[parameters\\('([A-Za-z0-9_]+)'\\)\\]");

  private final Cloud cloud;
  private final PrintStream talk;

  Templates(Cloud cloud, PrintStream talk) {
    this.cloud = cloud;
    this.talk = talk;
  }

  /// Refuses with `EXISTS` when there is such a group.
  Map<String, Object> provision(String group, Path template, Optional<Path> values)
      throws IOException {
    if (cloud.find(GROUPS, group).isPresent()) {
      throw new Refusal(Refusal.Reason.EXISTS, "group " + group + " exists already");
    }
    return put(group, template, values);
  }

  /// Refuses with `NOT_FOUND` when there is no such group.
  Map<String, Object> reprovision(String group, Path template, Optional<Path> values)
      throws IOException {
    if (cloud.find(GROUPS, group).isEmpty()) {
      throw new Refusal(Refusal.Reason.NOT_FOUND, "there is no group " + group);
    }
    return put(group, template, values);
  }

  /// A group that is not there is no error, so that removal can be done again.
  Map<String, Object> deprovision(String group) throws IOException {
    boolean was = cloud.find(GROUPS, group).isPresent();
    cloud.remove(GROUPS, group);
    talk.println("playground: group " + group + (was ? " removed" : " was not there"));
    return Map.of("group", group);
  }

  private Map<String, Object> put(String group, Path file, Optional<Path> values)
      throws IOException {
    Map<String, Object> template = Document.read(file);
    Map<String, Object> parameters = defaults(template);
    if (values.isPresent()) {
      parameters.putAll(Document.read(values.get()));
    }
    if (Boolean.TRUE.equals(parameters.get("fail"))) {
      throw new Refusal(
          Refusal.Reason.TOLD_TO_FAIL, group + " fails since its parameter `fail` is true");
    }
    var names = new ArrayList<String>();
    var resources = new ArrayList<Map<String, Object>>();
    for (Object one : list(template.get("resources"))) {
      Map<String, Object> resource = Document.map(one);
      var kept = new LinkedHashMap<String, Object>();
      String name = String.valueOf(value(Document.text(resource, "name"), parameters));
      kept.put("name", name);
      kept.put("type", Document.text(resource, "type"));
      resources.add(kept);
      names.add(name);
    }
    var outputs = new LinkedHashMap<String, Object>();
    section(template, "outputs")
        .forEach(
            (name, output) ->
                outputs.put(name, value(Document.map(output).get("value"), parameters)));
    cloud.put(GROUPS, group, Map.of("resources", resources));
    talk.println("playground: group " + group + " holds " + String.join(", ", names));
    var answer = new LinkedHashMap<String, Object>();
    answer.put("group", group);
    answer.put("resources", names);
    answer.put("outputs", outputs);
    return answer;
  }

  private static Map<String, Object> defaults(Map<String, Object> template) {
    var all = new LinkedHashMap<String, Object>();
    section(template, "parameters")
        .forEach(
            (name, parameter) -> {
              Object preset = Document.map(parameter).get("defaultValue");
              if (preset != null) {
                all.put(name, preset);
              }
            });
    return all;
  }

  private static Map<String, Object> section(Map<String, Object> template, String name) {
    return template.containsKey(name) ? Document.map(template.get(name)) : Map.of();
  }

  private static List<?> list(@Nullable Object value) {
    if (!(value instanceof List<?> found)) {
      throw new Refusal(Refusal.Reason.BAD_SOURCE, "a template has a list of resources");
    }
    return found;
  }

  private static @Nullable Object value(@Nullable Object written, Map<String, Object> parameters) {
    Matcher reference = PARAMETER.matcher(String.valueOf(written));
    if (!reference.matches()) {
      return written;
    }
    return Optional.ofNullable(parameters.get(reference.group(1)))
        .orElseThrow(
            () ->
                new Refusal(
                    Refusal.Reason.BAD_SOURCE, "no value for parameter " + reference.group(1)));
  }
}
