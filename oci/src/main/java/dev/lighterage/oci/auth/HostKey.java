package dev.lighterage.oci.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The names under which an auth file may keep one registry.
///
/// `host`, with `http://` or `https://` in front, with `/`, `/v1/` or `/v2/` behind (older Docker
/// clients wrote addresses), Docker Hub by its names, and, in the containers tools' file, `host`
/// with the beginning of a repository's name (containers-auth.json(5)).
final class HostKey {
  /// Under which Docker keeps Docker Hub.
  private static final String HUB = "https://index.docker.io/v1/";

  private static final Set<String> HUB_HOSTS =
      Set.of("docker.io", "index.docker.io", "registry-1.docker.io");

  private HostKey() {}

  /// The key that is written, and that a credential helper is asked for.
  static String written(String registry) {
    return HUB_HOSTS.contains(registry) ? HUB : registry;
  }

  /// Whether `key` is a name of the registry.
  static boolean names(String key, String registry) {
    return canonical(key).equals(canonical(registry));
  }

  private static String canonical(String key) {
    String bare = key.replaceFirst("^https?://", "").replaceFirst("/(?:v[12]/?)?$", "");
    String host = bare.toLowerCase(Locale.ROOT);
    return HUB_HOSTS.contains(host) ? "docker.io" : host;
  }

  /// `host/a/b`, `host/a`: the keys of the containers tools for a repository, the closest first.
  static List<String> namespaces(String registry, String repository) {
    var all = new ArrayList<String>();
    for (String name = repository; !name.isEmpty(); name = parent(name)) {
      all.add(registry + "/" + name);
    }
    return all;
  }

  private static String parent(String name) {
    int slash = name.lastIndexOf('/');
    return slash < 0 ? "" : name.substring(0, slash);
  }
}
