package dev.lighterage.cli.command;

import dev.lighterage.cli.screen.Sizes;
import dev.lighterage.cli.screen.Style;
import dev.lighterage.cli.screen.Table;
import dev.lighterage.cli.screen.Text;
import dev.lighterage.cnab.app.Inspect.Action;
import dev.lighterage.cnab.app.Inspect.Component;
import dev.lighterage.cnab.app.Inspect.Inspection;
import dev.lighterage.contract.bundle.Credential;
import dev.lighterage.contract.bundle.Parameter;
import dev.lighterage.contract.mixin.Mixin;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Printable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// A bundle at a glance, for people: how much there is, each part with where it comes from and
/// which mixins act on it, what each action does, what goes in and comes out.
final class Glance {
  private Glance() {}

  static Text text(Inspection found) {
    var bundle = found.bundle();
    Text all =
        Text.of(Style.STRONG, bundle.name() + " " + bundle.version())
            .plus(bundle.description().isEmpty() ? "" : ": " + Printable.line(bundle.description()))
            .plus("\n" + found.reference() + "\n")
            .plus(weight(found) + "\n\n")
            .plus(parts(found).text())
            .plus(headed(mixins(found)))
            .plus(headed(actions(found)));
    return all.plus(
        headed(
            inputs("parameters", bundle.parameters(), Parameter::required)
                + inputs("credentials", bundle.credentials(), Credential::required)
                + inputs("outputs", bundle.outputs(), _ -> false)
                + line("required extensions", bundle.requiredExtensions())));
  }

  /// A blank line before it, where there is something.
  private static String headed(String lines) {
    return lines.isEmpty() ? "" : "\n" + lines;
  }

  private static String actions(Inspection found) {
    var all = new StringBuilder();
    for (Action action : found.actions()) {
      all.append(action.name()).append(action.derived() ? "  (derived from install)\n" : "\n");
      action.steps().forEach(step -> all.append("  ").append(Lines.of(step)).append('\n'));
    }
    return all.toString();
  }

  /// How much there is, its own documents too; what stands twice in the bundle is counted once.
  private static String weight(Inspection found) {
    var shared = new HashMap<Digest, Long>(Map.of(found.runner().digest(), found.runner().size()));
    var own = new HashMap<Digest, Long>();
    found.components().forEach(c -> (c.shared() ? shared : own).put(c.digest(), c.size()));
    long mine = found.size() + sum(own);
    return Sizes.of(sum(shared) + mine) + " in all, " + Sizes.of(mine) + " of it its own";
  }

  private static long sum(Map<Digest, Long> sizes) {
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  private static Table parts(Inspection found) {
    var table = new Table("PART", "KIND", "VERSION", "SIZE", "DIGEST", "USE", "MIXINS", "FROM");
    table.row(
        "runner",
        "image",
        "",
        Sizes.of(found.runner().size()),
        found.runner().digest().brief(),
        "shared, pinned",
        "",
        home(found.runner().image()));
    for (Component component : found.components()) {
      table.row(
          component.name(),
          component.kind().orElse("image"),
          component.facts().getOrDefault("version", ""),
          Sizes.of(component.size()),
          component.digest().brief(),
          use(component),
          String.join(", ", component.mixins()),
          component.follows().orElse(home(component.image())));
    }
    return table;
  }

  /// The runner's mixins, those first that the bundle uses.
  private static String mixins(Inspection found) {
    List<Mixin> all =
        found.runner().inventory().map(i -> List.copyOf(i.mixins().values())).orElse(List.of());
    Predicate<Mixin> used = mixin -> found.uses().contains(mixin.name());
    return mixins("mixins used", all, used) + mixins("mixins not used", all, used.negate());
  }

  private static String mixins(String what, List<Mixin> all, Predicate<Mixin> chosen) {
    return line(
        what,
        all.stream()
            .filter(chosen)
            .map(
                mixin ->
                    mixin.name()
                        + " "
                        + mixin.version()
                        + (mixin.runsArbitraryCommands() ? " (any command)" : ""))
            .toList());
  }

  private static String use(Component component) {
    return (component.shared() ? "shared, " : "own, ")
        + (component.follows().isPresent() ? "followed" : "pinned");
  }

  private static String home(String image) {
    int at = image.indexOf('@');
    return at < 0 ? image : image.substring(0, at);
  }

  private static <T> String inputs(String what, Map<String, T> all, Predicate<T> required) {
    return line(
        what,
        all.entrySet().stream()
            .map(e -> e.getKey() + (required.test(e.getValue()) ? " (required)" : ""))
            .toList());
  }

  private static String line(String what, List<String> all) {
    return all.isEmpty() ? "" : what + ": " + String.join(", ", all) + "\n";
  }
}
