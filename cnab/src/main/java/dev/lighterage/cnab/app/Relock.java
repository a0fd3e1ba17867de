package dev.lighterage.cnab.app;

import dev.lighterage.cnab.image.RunnerInspect;
import dev.lighterage.cnab.index.IndexReader;
import dev.lighterage.cnab.kind.Kinds;
import dev.lighterage.cnab.recipe.Artifact;
import dev.lighterage.cnab.recipe.Followed;
import dev.lighterage.cnab.recipe.Lock;
import dev.lighterage.cnab.recipe.Locked;
import dev.lighterage.cnab.recipe.Recipe;
import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.oci.copy.Parallel;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Failure;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// `lock`: looks up what each reference of a recipe names now and writes it down.
///
/// What is locked already and still says what the recipe says is asked again only on request: a tag
/// that moved is picked up on purpose and never by accident.
public final class Relock {
  /// How many references are asked for at once; ours.
  private static final int AT_ONCE = 4;

  private final Stores stores;
  private final InstantSource clock;

  public Relock(Stores stores, InstantSource clock) {
    this.stores = stores;
    this.clock = clock;
  }

  /// The recipe's file, and which parts (`runner`, component names) are to be looked up again
  /// although they are locked; `everything` for all of them.
  public record Request(Path recipe, List<String> update, boolean everything) {}

  /// The lock as it is now; whether its file was `written`, which it is only when it says something
  /// new; the parts that were looked up; and what changed.
  public record Done(
      Path file, Lock lock, boolean written, List<String> lookedUp, List<Change> changes) {}

  /// A part that names or follows something else than before; `before` is empty for a new one,
  /// `now` for one that the recipe no longer has.
  public record Change(String part, Optional<Locked> before, Optional<Locked> now) {
    /// Whether it was there, is there, and follows another reference now.
    public boolean refollows() {
      return before.isPresent()
          && now.isPresent()
          && !before.get().follows().equals(now.get().follows());
    }
  }

  /// Reads the recipe and its lock and writes the lock anew. Fails with `INVALID` for a name that
  /// is no part, and like a store.
  public Done run(Request request) {
    Recipe recipe = Recipe.read(request.recipe());
    requireParts(recipe, request.update());
    Path file = Lock.beside(recipe.file());
    Optional<Lock> earlier = Lock.find(file);
    Wanted wanted = p -> request.everything() || request.update().contains(p);
    Lock lock = resolve(recipe, earlier, wanted);
    Lock kept = earlier.map(lock::after).orElse(lock);
    boolean written = !Optional.of(kept).equals(earlier);
    if (written) {
      kept.write(file);
    }
    List<String> lookedUp =
        parts(recipe).stream()
            .filter(part -> kept(part, earlier, wanted).isEmpty())
            .map(Part::name)
            .toList();
    return new Done(file, kept, written, lookedUp, changes(earlier, kept));
  }

  /// The lock for `recipe` when there is none: everything is looked up. Fails with `NOT_FOUND` for
  /// a reference that names nothing, `INVALID` for an artifact of another kind, and like a store.
  Lock first(Recipe recipe) {
    return resolve(recipe, Optional.empty(), _ -> true);
  }

  /// Whether a part is to be looked up although it is locked.
  private interface Wanted {
    boolean again(String part);
  }

  private Lock resolve(Recipe recipe, Optional<Lock> earlier, Wanted wanted) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<Entry> entries =
        new Parallel(AT_ONCE)
            .map(
                parts(recipe),
                part -> kept(part, earlier, wanted).orElseGet(() -> look(part, now)));
    Entry runner = entries.getFirst();
    return new Lock(
        runner.locked(),
        runner.inventory(),
        below(entries, "artifacts."),
        below(entries, "images."));
  }

  /// A reference of the recipe under the name that a lock has for it.
  private record Part(String name, Followed followed) {
    /// Its name as the author wrote it.
    String shortName() {
      return name.substring(name.indexOf('.') + 1);
    }
  }

  /// A resolved part; the inventory is the runner's.
  private record Entry(Part part, Locked locked, Optional<Inventory> inventory) {}

  /// The runner first.
  private static List<Part> parts(Recipe recipe) {
    var all = new ArrayList<Part>();
    all.add(new Part("runner", recipe.runner()));
    existing(recipe).forEach((name, f) -> all.add(new Part("artifacts." + name, f)));
    recipe.images().forEach((name, f) -> all.add(new Part("images." + name, f)));
    return List.copyOf(all);
  }

  private static Optional<Entry> kept(Part part, Optional<Lock> earlier, Wanted wanted) {
    if (wanted.again(part.shortName())) {
      return Optional.empty();
    }
    return earlier.flatMap(
        lock ->
            lock.part(part.name())
                .filter(locked -> locked.recipe().equals(part.followed().part()))
                .map(locked -> new Entry(part, locked, lock.inventory())));
  }

  private Entry look(Part part, Instant now) {
    Followed followed = part.followed();
    Found found = stores.find(followed.reference());
    var locked = Locked.of(followed, found.manifest().descriptor(), now);
    return switch (followed.kind()) {
      case "runner" -> new Entry(part, locked, followed.at().of(() -> inventory(found)));
      case "image" -> new Entry(part, locked, Optional.empty());
      case String kind -> {
        Kinds.require(kind, found.manifest(), followed.reference().toString());
        yield new Entry(part, locked, Optional.empty());
      }
    };
  }

  private static Optional<Inventory> inventory(Found runner) {
    if (IndexReader.isBundle(runner.manifest())) {
      throw Failure.of(Failure.Kind.INVALID, "a bundle, and no runner", runner.pinned())
          .with("expected", "an invocation image, which `lighter runner build` makes");
    }
    Manifest.Image image = Survey.forThisPlatform(runner.source(), runner.manifest());
    return RunnerInspect.of(runner.source(), image).inventory();
  }

  private static SortedMap<String, Followed> existing(Recipe recipe) {
    var all = new TreeMap<String, Followed>();
    for (Artifact artifact : recipe.artifacts().values()) {
      if (artifact.origin() instanceof Artifact.Existing(Followed followed)) {
        all.put(artifact.name(), followed);
      }
    }
    return all;
  }

  private static SortedMap<String, Locked> below(List<Entry> entries, String prefix) {
    var found = new TreeMap<String, Locked>();
    for (Entry entry : entries) {
      if (entry.part().name().startsWith(prefix)) {
        found.put(entry.part().shortName(), entry.locked());
      }
    }
    return found;
  }

  private static void requireParts(Recipe recipe, List<String> update) {
    List<String> known = parts(recipe).stream().map(Part::shortName).toList();
    for (String part : update) {
      if (!known.contains(part)) {
        throw Failure.of(Failure.Kind.INVALID, "no such reference in the recipe", part)
            .with("known", String.join(", ", known));
      }
    }
  }

  private static List<Change> changes(Optional<Lock> earlier, Lock now) {
    SortedMap<String, Locked> before = earlier.map(Lock::parts).orElse(new TreeMap<>());
    SortedMap<String, Locked> after = now.parts();
    var names = new TreeSet<String>(before.keySet());
    names.addAll(after.keySet());
    return names.stream()
        .map(
            part ->
                new Change(
                    part,
                    Optional.ofNullable(before.get(part)),
                    Optional.ofNullable(after.get(part))))
        .filter(change -> !change.before().equals(change.now()))
        .toList();
  }
}
