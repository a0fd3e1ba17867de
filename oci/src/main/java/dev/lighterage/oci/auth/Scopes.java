package dev.lighterage.oci.auth;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The rights that a request needs: actions by resource, such as `repository:shop/web` → `pull`,
/// `push`.
///
/// Source: distribution, "Token Scope Documentation": `resourcetype:resourcename:action,action`.
public record Scopes(SortedMap<String, SortedSet<String>> actions) {

  public Scopes {
    var copy = new TreeMap<String, SortedSet<String>>();
    actions.forEach(
        (resource, wanted) ->
            copy.put(resource, Collections.unmodifiableSortedSet(new TreeSet<>(wanted))));
    actions = Collections.unmodifiableSortedMap(copy);
  }

  public static Scopes none() {
    return new Scopes(new TreeMap<>());
  }

  public static Scopes pull(String repository) {
    return of("repository:" + repository, List.of("pull"));
  }

  /// Pull and push, as whoever writes looks too.
  public static Scopes push(String repository) {
    return of("repository:" + repository, List.of("pull", "push"));
  }

  private static Scopes of(String resource, List<String> wanted) {
    return new Scopes(new TreeMap<>(Map.of(resource, new TreeSet<>(wanted))));
  }

  /// Reads what a challenge names, parted by spaces; what is no scope is left out.
  static Scopes parse(String text) {
    Scopes all = none();
    for (String one : text.split(" +", 100)) {
      int first = one.indexOf(':');
      int last = one.lastIndexOf(':');
      if (first > 0 && last > first + 1 && last < one.length() - 1) {
        all = all.and(of(one.substring(0, last), List.of(one.substring(last + 1).split(",", 20))));
      }
    }
    return all;
  }

  public Scopes and(Scopes more) {
    var all = new TreeMap<String, SortedSet<String>>(actions);
    more.actions.forEach(
        (resource, wanted) ->
            all.merge(
                resource,
                wanted,
                (a, b) -> {
                  var both = new TreeSet<String>(a);
                  both.addAll(b);
                  return both;
                }));
    return new Scopes(all);
  }

  /// Whether whoever has these rights has `wanted` too.
  boolean covers(Scopes wanted) {
    return wanted.actions.entrySet().stream()
        .allMatch(
            one ->
                actions
                    .getOrDefault(one.getKey(), Collections.emptySortedSet())
                    .containsAll(one.getValue()));
  }

  /// Each scope as a token service wants it, sorted.
  List<String> texts() {
    return actions.entrySet().stream()
        .map(one -> one.getKey() + ":" + String.join(",", one.getValue()))
        .toList();
  }
}
