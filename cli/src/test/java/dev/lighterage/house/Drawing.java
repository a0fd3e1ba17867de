package dev.lighterage.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which packages there are and which of ours each one uses: as drawn in docs/architecture.md, or
/// as found in compiled classes.
record Drawing(SortedMap<String, SortedSet<String>> arrows) {
  private static final String ROOT = "dev.lighterage.";

  /// Reads the lines `package → used, used` of the fenced block that begins with ```` ```drawing
  ///
  /// ````.
  /// ````
  static Drawing read(String markdown) {
    var arrows = new TreeMap<String, SortedSet<String>>();
    boolean inside = false;
    for (String line : markdown.lines().toList()) {
      if (line.startsWith("```")) {
        inside = line.equals("```drawing");
      } else if (inside && !line.isBlank()) {
        String[] sides = line.split("→", -1);
        if (sides.length != 2 || arrows.containsKey(sides[0].strip())) {
          throw new IllegalArgumentException("not a line of the drawing: " + line);
        }
        var used = new TreeSet<>(List.of(sides[1].strip().split("[, ]+")));
        used.remove("");
        arrows.put(sides[0].strip(), used);
      }
    }
    return new Drawing(arrows);
  }

  /// What the compiled classes of ours say.
  static Drawing of(JavaClasses classes) {
    var arrows = new TreeMap<String, SortedSet<String>>();
    for (var found : classes) {
      String from = found.getPackageName();
      if (!from.startsWith(ROOT)) {
        continue;
      }
      var used = arrows.computeIfAbsent(from.substring(ROOT.length()), _ -> new TreeSet<>());
      for (var dependency : found.getDirectDependenciesFromSelf()) {
        String to = dependency.getTargetClass().getBaseComponentType().getPackageName();
        if (to.startsWith(ROOT) && !to.equals(from)) {
          used.add(to.substring(ROOT.length()));
        }
      }
    }
    return new Drawing(arrows);
  }

  /// Each difference between this drawing and the code, as a sentence; empty when they agree.
  List<String> differences(Drawing code) {
    var all = new ArrayList<String>();
    for (Map.Entry<String, SortedSet<String>> line : code.arrows.entrySet()) {
      SortedSet<String> drawn = arrows.get(line.getKey());
      if (drawn == null) {
        all.add("the drawing lacks the package " + line.getKey());
        continue;
      }
      minus(line.getValue(), drawn)
          .forEach(to -> all.add("the drawing lacks the arrow " + line.getKey() + " → " + to));
      minus(drawn, line.getValue())
          .forEach(to -> all.add("the code lacks the arrow " + line.getKey() + " → " + to));
    }
    minus(arrows.keySet(), code.arrows.keySet())
        .forEach(name -> all.add("the code lacks the package " + name));
    return all;
  }

  /// A way that leads back to where it began, or empty: packages must be free of cycles.
  List<String> cycle() {
    var done = new TreeSet<String>();
    for (String start : arrows.keySet()) {
      List<String> found = walk(start, new ArrayList<>(), done);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private List<String> walk(String at, List<String> way, SortedSet<String> done) {
    if (way.contains(at)) {
      return List.copyOf(way.subList(way.indexOf(at), way.size()));
    }
    if (done.contains(at)) {
      return List.of();
    }
    way.add(at);
    for (String next : arrows.getOrDefault(at, new TreeSet<>())) {
      List<String> found = walk(next, way, done);
      if (!found.isEmpty()) {
        return found;
      }
    }
    way.removeLast();
    done.add(at);
    return List.of();
  }

  private static SortedSet<String> minus(Iterable<String> from, Iterable<String> without) {
    var rest = new TreeSet<String>();
    from.forEach(rest::add);
    without.forEach(rest::remove);
    return rest;
  }
}
