package dev.lighterage.oci.auth;

import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The logins that this user keeps, by registry: in Docker's auth file, in the containers tools'
/// file, or in a credential helper that one of them names.
///
/// Read: the file that `REGISTRY_AUTH_FILE` names and no other; else Docker's (`config.json` in
/// `DOCKER_CONFIG`, else in `~/.docker`), then the containers tools' (`containers/auth.json` in
/// `XDG_RUNTIME_DIR`, then in `XDG_CONFIG_HOME` or `~/.config`). Written: the first of these. Each
/// repository is looked up once, and each helper asked once for a registry, as long as this object
/// lives. Failures: `INVALID` for a broken file, `STORAGE`, and `PROGRAM` for a helper that fails
/// (never another login instead).
public final class Credentials {
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.\\[\\]:-]{1,255}");

  /// Second labels under which countries let others register, as in `co.uk`.
  private static final Set<String> SUFFIXES =
      Set.of("ac", "co", "com", "edu", "gov", "net", "or", "org");

  private final Environment environment;
  private final List<AuthFile> files;
  private final Map<String, Login> given;
  private final Set<String> tokenHosts;
  private final ConcurrentHashMap<String, Optional<Login>> known = new ConcurrentHashMap<>();

  /// What helpers said, by their name and the registry: one may ask its user each time.
  private final ConcurrentHashMap<String, Optional<Login>> helped = new ConcurrentHashMap<>();

  private Credentials(
      Environment environment,
      List<AuthFile> files,
      Map<String, Login> given,
      Set<String> tokenHosts) {
    this.environment = environment;
    this.files = files;
    this.given = Map.copyOf(given);
    this.tokenHosts = Set.copyOf(tokenHosts);
  }

  public static Credentials of(Environment environment) {
    return new Credentials(environment, files(environment), Map.of(), Set.of());
  }

  /// These logins by registry and no others; no file is read.
  public Credentials given(Map<String, Login> logins) {
    return new Credentials(environment, List.of(), logins, tokenHosts);
  }

  /// The same, with hosts of token services that may see a login though the registry's name has
  /// nothing in common with theirs.
  public Credentials withTokenHosts(Set<String> hosts) {
    return new Credentials(environment, files, given, hosts);
  }

  private static List<AuthFile> files(Environment environment) {
    Optional<String> only = environment.variable("REGISTRY_AUTH_FILE");
    if (only.isPresent()) {
      return List.of(new AuthFile(Path.of(only.get())));
    }
    var all = new ArrayList<AuthFile>();
    Path home = environment.home();
    Path docker =
        environment.variable("DOCKER_CONFIG").map(Path::of).orElse(home.resolve(".docker"));
    all.add(new AuthFile(docker.resolve("config.json")));
    Path tail = Path.of("containers", "auth.json");
    environment
        .variable("XDG_RUNTIME_DIR")
        .ifPresent(folder -> all.add(new AuthFile(Path.of(folder).resolve(tail))));
    Path config =
        environment.variable("XDG_CONFIG_HOME").map(Path::of).orElse(home.resolve(".config"));
    all.add(new AuthFile(config.resolve(tail)));
    return List.copyOf(all);
  }

  /// The login for a repository of `registry` (`host[:port]`); `repository` is empty for the
  /// registry as a whole.
  public Optional<Login> find(String registry, String repository) {
    return known.computeIfAbsent(registry + "/" + repository, _ -> search(registry, repository));
  }

  private Optional<Login> search(String registry, String repository) {
    requireRegistry(registry);
    for (AuthFile file : files) {
      Optional<Login> found =
          file.helper(registry)
              .flatMap(name -> ask(name, registry, file))
              .or(() -> file.find(registry, repository));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.ofNullable(given.get(registry));
  }

  private Optional<Login> ask(String helper, String registry, AuthFile file) {
    return helped.computeIfAbsent(
        helper + "/" + registry,
        _ -> new CredentialHelper(helper, registry, file.path(), environment).get());
  }

  private Optional<CredentialHelper> helper(AuthFile file, String registry) {
    return file.helper(registry)
        .map(name -> new CredentialHelper(name, registry, file.path(), environment));
  }

  /// Keeps `login` for `registry`, in the helper that the file names or else in the file itself;
  /// answers where.
  public String store(String registry, Login login) {
    requireRegistry(registry);
    forget();
    AuthFile file = files.getFirst();
    Optional<CredentialHelper> helper = helper(file, registry);
    if (helper.isPresent()) {
      helper.get().store(login);
      return "docker-credential-" + file.helper(registry).orElseThrow();
    }
    file.store(registry, login);
    return file.path().toString();
  }

  private void forget() {
    known.clear();
    helped.clear();
  }

  /// Forgets the login for `registry` wherever it would be found; `false` when there was none.
  public boolean erase(String registry) {
    requireRegistry(registry);
    forget();
    boolean any = false;
    for (AuthFile file : files) {
      any |= helper(file, registry).map(CredentialHelper::erase).orElse(false);
      any |= file.erase(registry);
    }
    return any;
  }

  /// Whether a token service at `realmHost` may see the login of a registry at `registryHost`
  /// (hosts without ports). A registry's token service is the registry itself or a sister in its
  /// domain (`auth.docker.io` for `registry-1.docker.io`); others are named by the user.
  boolean mayShow(String registryHost, String realmHost) {
    return realmHost.equals(registryHost)
        || tokenHosts.contains(realmHost)
        || shareDomain(registryHost, realmHost);
  }

  private static boolean shareDomain(String one, String other) {
    if (one.startsWith("[") || one.matches("[0-9.]+") || other.matches("[0-9.]+")) {
      return false;
    }
    List<String> a = List.of(one.split("\\.", -1)).reversed();
    List<String> b = List.of(other.split("\\.", -1)).reversed();
    int count = a.size() > 1 && a.get(0).length() == 2 && SUFFIXES.contains(a.get(1)) ? 3 : 2;
    return a.size() >= count
        && b.size() >= count
        && a.subList(0, count).equals(b.subList(0, count));
  }

  /// Fails with `INVALID` unless `registry` is `host` or `host:port`; of an address of a page the
  /// host is suggested.
  public static void requireRegistry(String registry) {
    if (!HOST.matcher(registry).matches()) {
      Failure failure =
          Failure.of(Failure.Kind.INVALID, "not a registry", registry)
              .with("expected", "host or host:port");
      String host = registry.replaceFirst("^[A-Za-z]+://", "").replaceFirst("/.*$", "");
      throw HOST.matcher(host).matches() ? failure.with("suggestion", host) : failure;
    }
  }
}
