package dev.lighterage.cnab.yaml;

import dev.lighterage.oci.json.JsonArray;
import java.util.List;

/// A list.
public record YamlList(List<YamlNode> items, Position at) implements YamlNode {
  public YamlList {
    items = List.copyOf(items);
  }

  /// The items, each of which must be a string.
  public List<String> strings() {
    return items.stream().map(item -> item.asString("a string")).toList();
  }

  @Override
  public JsonArray toJson() {
    return JsonArray.of(items.stream().map(YamlNode::toJson).toList());
  }

  @Override
  public String shape() {
    return "a list";
  }
}
