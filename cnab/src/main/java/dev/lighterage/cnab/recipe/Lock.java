package dev.lighterage.cnab.recipe;

import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What every reference of a recipe named when it was last resolved: `lighter.lock`. A build from
/// it asks no registry.
///
/// It is JSON, because machines write it: two spaces a level, members in this order, names sorted,
/// a newline at the end, so that a diff shows what moved. `{"lock": 1, "runner": entry,
/// "inventory": {…}?, "artifacts": {NAME: entry}, "images": {NAME: entry}}` with entries as
/// [Locked] has them; `inventory` is that of the runner, absent when the runner has none (it is not
/// one of ours).
public record Lock(
    Locked runner,
    Optional<Inventory> inventory,
    SortedMap<String, Locked> artifacts,
    SortedMap<String, Locked> images) {

  public Lock {
    artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
    images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
  }

  /// The lock of a recipe: beside it, `lighter.lock` for `lighter.yaml`.
  public static Path beside(Path recipe) {
    String name = String.valueOf(recipe.getFileName());
    int dot = name.lastIndexOf('.');
    return recipe.resolveSibling((dot > 0 ? name.substring(0, dot) : name) + ".lock");
  }

  /// Reads the lock at `file`; empty when there is none. Fails with [Failure.Kind#INVALID],
  /// [Failure.Kind#UNSUPPORTED] for a lock of another version (fact `lock`: which),
  /// [Failure.Kind#TOO_LARGE] or [Failure.Kind#STORAGE].
  public static Optional<Lock> find(Path file) {
    return LockFile.read(file);
  }

  /// Writes the lock in one step: whoever reads sees the old one or the new one. Fails with
  /// [Failure.Kind#STORAGE].
  public void write(Path file) {
    LockFile.write(file, this);
  }

  /// Every entry under the name that messages use: `runner`, `artifacts.NAME`, `images.NAME`.
  public SortedMap<String, Locked> parts() {
    var all = new TreeMap<String, Locked>();
    all.put("runner", runner);
    artifacts.forEach((name, locked) -> all.put("artifacts." + name, locked));
    images.forEach((name, locked) -> all.put("images." + name, locked));
    return all;
  }

  /// The entry of that name, as [#parts] has it.
  public Optional<Locked> part(String name) {
    return Optional.ofNullable(parts().get(name));
  }

  /// This lock, where entries that say the same as `earlier` keep its times.
  public Lock after(Lock earlier) {
    return new Lock(
        runner.unlessSame(earlier.runner),
        inventory,
        after(artifacts, earlier.artifacts),
        after(images, earlier.images));
  }

  private static SortedMap<String, Locked> after(
      SortedMap<String, Locked> now, SortedMap<String, Locked> earlier) {
    var all = new TreeMap<String, Locked>();
    now.forEach(
        (name, entry) ->
            all.put(
                name, Optional.ofNullable(earlier.get(name)).map(entry::unlessSame).orElse(entry)));
    return all;
  }

  /// Where this lock no longer fits `recipe`, in the order of their names; empty when it fits.
  /// Fails with [Failure.Kind#CONFLICT] when the recipe pins a digest and the lock, otherwise
  /// fitting, has another: somebody changed the lock.
  public List<Stale> stale(Recipe recipe) {
    var all = new ArrayList<Stale>();
    compare("runner", Optional.of(recipe.runner()), Optional.of(runner)).ifPresent(all::add);
    all.addAll(compare("artifacts.", existing(recipe), artifacts));
    all.addAll(compare("images.", recipe.images(), images));
    return List.copyOf(all);
  }

  /// Fails with [Failure.Kind#CONFLICT] unless this lock fits `recipe`.
  public void requireFresh(Recipe recipe) {
    List<Stale> stale = stale(recipe);
    if (!stale.isEmpty()) {
      throw Failure.of(Failure.Kind.CONFLICT, "stale lock", beside(recipe.file()).toString())
          .with("changed", String.join(", ", stale.stream().map(Stale::part).toList()));
    }
  }

  private static SortedMap<String, Followed> existing(Recipe recipe) {
    var all = new TreeMap<String, Followed>();
    recipe
        .artifacts()
        .forEach(
            (name, artifact) -> {
              if (artifact.origin() instanceof Artifact.Existing(Followed followed)) {
                all.put(name, followed);
              }
            });
    return all;
  }

  private static List<Stale> compare(
      String prefix, Map<String, Followed> recipe, Map<String, Locked> lock) {
    var names = new TreeMap<String, Boolean>();
    recipe.keySet().forEach(n -> names.put(n, true));
    lock.keySet().forEach(n -> names.put(n, true));
    return names.keySet().stream()
        .flatMap(
            n ->
                compare(
                    prefix + n,
                    Optional.ofNullable(recipe.get(n)),
                    Optional.ofNullable(lock.get(n)))
                    .stream())
        .toList();
  }

  private static Optional<Stale> compare(
      String part, Optional<Followed> recipe, Optional<Locked> lock) {
    if (recipe.isEmpty()) {
      return Optional.of(new Stale(part, Stale.Why.GONE));
    }
    if (lock.isEmpty()) {
      return Optional.of(new Stale(part, Stale.Why.NEW));
    }
    if (!recipe.get().part().equals(lock.get().recipe())) {
      return Optional.of(new Stale(part, Stale.Why.CHANGED));
    }
    requirePin(part, recipe.get(), lock.get());
    return Optional.empty();
  }

  private static void requirePin(String part, Followed recipe, Locked lock) {
    boolean kept =
        switch (recipe.reference()) {
          case Reference.Pinned pinned -> pinned.digest().equals(lock.descriptor().digest());
          case Reference.Tagged _ -> true;
        };
    if (!kept || !recipe.reference().equals(lock.follows()) || !recipe.kind().equals(lock.kind())) {
      throw Failure.of(
              Failure.Kind.CONFLICT, "lock that contradicts the recipe", recipe.at().toString())
          .with("part", part)
          .with("expected", recipe.reference())
          .with("found", lock.follows() + ", " + lock.descriptor().digest());
    }
  }
}
