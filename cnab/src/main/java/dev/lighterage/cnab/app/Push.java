package dev.lighterage.cnab.app;

import dev.lighterage.cnab.recipe.Home;
import dev.lighterage.cnab.recipe.Lock;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.content.Store;
import dev.lighterage.oci.copy.Copied;
import dev.lighterage.oci.copy.Copier;
import dev.lighterage.oci.copy.CopyJob;
import dev.lighterage.oci.copy.Hints;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `push`: a built bundle into its repository, and what was packed with it into its homes.
///
/// The order is: what the root's tag names now, the homes, the children (present, mounted or sent),
/// the root under its tag. Children of the index that the tag names count as present, and what was
/// packed since then as absent, so that a small change costs few requests; should the registry then
/// miss one, each is asked for.
public final class Push {
  /// Blobs up to this size, packed just now, are sent without asking whether they are there: a
  /// question costs as much as the answer. Ours.
  private static final int SEND_UNASKED = 64 << 10;

  private final Stores stores;
  private final Copier copier;

  public Push(Stores stores, Copier copier) {
    this.stores = stores;
    this.copier = copier;
  }

  /// What goes where, and whether a tag that names something else must stay.
  public record Request(Built built, Reference.Tagged to, boolean keepTags) {}

  /// `reference` pins the bundle; `tag` is the bundle's, `homes` are those of its artifacts.
  public record Done(Reference.Pinned reference, TagMove tag, List<TagMove> homes, Copied copied) {

    /// Whether everything was there already.
    public boolean unchanged() {
      return copied.equals(Copied.NOTHING);
    }
  }

  /// Fails with `CONFLICT` when a tag must stay, before anything is sent; with `NOT_FOUND` and the
  /// facts `part` and `follows` when what the lock names is not there any more; and like a store.
  public Done run(Request request) {
    var state = State.read(stores, request);
    Copied copied = Copied.NOTHING;
    for (HomeState home : state.homes()) {
      copied = copied.plus(pushHome(request.built(), home, state.fresh(request.built())));
    }
    copied = copied.plus(pushBundle(request, state));
    return new Done(
        request.to().pin(state.tag().to()),
        state.tag(),
        state.homes().stream().map(HomeState::move).toList(),
        copied);
  }

  /// One home: its store, what its tag names, and what it is to name.
  private record HomeState(
      Built.Component component, Store store, Optional<Manifest> before, TagMove move) {}

  /// What the registry has before anything is sent: one request for the root and one per home.
  private record State(
      Store target, Optional<Manifest> before, TagMove tag, List<HomeState> homes) {

    static State read(Stores stores, Request request) {
      Store target = stores.repository(request.to().repository());
      Digest digest = request.built().bundle().index().descriptor().digest();
      Optional<Manifest> before = target.resolve(request.to().tag());
      TagMove tag = move(target, request.to().tag(), before, digest).guard(request.keepTags());
      var homes = new ArrayList<HomeState>();
      for (Built.Component component : request.built().packed()) {
        home(component)
            .ifPresent(home -> homes.add(homeState(stores, component, home, request.keepTags())));
      }
      return new State(target, before, tag, List.copyOf(homes));
    }

    private static HomeState homeState(
        Stores stores, Built.Component component, Home home, boolean keepTags) {
      Store store = stores.repository(home.repository());
      Optional<Manifest> before = store.resolve(home.tag());
      TagMove move = move(store, home.tag(), before, component.manifest().digest());
      return new HomeState(component, store, before, move.guard(keepTags));
    }

    private static TagMove move(Store store, String tag, Optional<Manifest> before, Digest digest) {
      return new TagMove(store.name(), tag, before.map(m -> m.descriptor().digest()), digest);
    }

    /// Digests that the bundle's repository has, as far as that is known without asking.
    Set<Digest> present() {
      var present = new HashSet<Digest>();
      before.ifPresent(root -> addChildren(present, root));
      for (HomeState home : homes) {
        // What a home held before is in the bundle's repository too if the old bundle had it.
        home.before()
            .filter(old -> present.contains(old.descriptor().digest()))
            .ifPresent(old -> addChildren(present, old));
      }
      return present;
    }

    /// Manifests packed just now that the index which the tag names does not list, and that index's
    /// successor: stored without asking whether they are there, since a question costs as much as
    /// to store one. Where the tag is new, anything may be there under another tag, and is asked
    /// for.
    Set<Digest> fresh(Built built) {
      var fresh = new HashSet<Digest>();
      if (before.isPresent()) {
        built.packed().forEach(component -> fresh.add(component.manifest().digest()));
        before.get().children().stream().map(Descriptor::digest).forEach(fresh::remove);
        fresh.add(built.bundle().index().descriptor().digest());
      }
      return fresh;
    }

    private static void addChildren(Set<Digest> present, Manifest manifest) {
      manifest.children().stream().map(Descriptor::digest).forEach(present::add);
    }
  }

  private static Optional<Home> home(Built.Component component) {
    return switch (component.origin()) {
      case Built.Local(var _, var home) -> home;
      case Built.Existing _ -> Optional.empty();
    };
  }

  private Copied pushHome(Built built, HomeState home, Set<Digest> fresh) {
    if (home.before().isPresent() && !home.move().moved()) {
      return Copied.NOTHING;
    }
    Manifest manifest = manifest(home.component());
    var present = new HashSet<Digest>();
    home.before().ifPresent(old -> State.addChildren(present, old));
    Set<Digest> absent = small(manifest, present);
    absent.addAll(fresh);
    var hints = Hints.NONE.withPresent(present).withAbsent(absent);
    return copier.copy(
        CopyJob.of(built.layout(), home.store(), manifest).tagged(home.move().tag()).with(hints));
  }

  private static Manifest manifest(Built.Component component) {
    return switch (component.origin()) {
      case Built.Local(var packed, var _) -> packed.manifest();
      case Built.Existing _ -> throw new IllegalStateException("not packed: " + component.name());
    };
  }

  private static Set<Digest> small(Manifest manifest, Set<Digest> present) {
    var all = new HashSet<Digest>();
    for (Descriptor child : manifest.children()) {
      if (child.size() <= SEND_UNASKED && !present.contains(child.digest())) {
        all.add(child.digest());
      }
    }
    return all;
  }

  private Copied pushBundle(Request request, State state) {
    if (state.before().isPresent() && !state.tag().moved()) {
      return Copied.NOTHING;
    }
    Built built = request.built();
    Set<Digest> present = state.present();
    Set<Digest> absent = small(built.bundle().config(), present);
    absent.addAll(state.fresh(built));
    absent.add(built.bundle().config().descriptor().digest());
    absent.removeAll(present);
    var hints =
        Hints.NONE.withPresent(present).withAbsent(absent).withHomes(sources(built, state.homes()));
    var job = CopyJob.of(built.layout(), state.target(), built.bundle().index());
    try {
      return copier.copy(job.tagged(request.to().tag()).with(hints));
    } catch (Failure lost) {
      throw named(lost, built.lock());
    }
  }

  /// A lock may outlive what it names: the part of the recipe that its registry has lost, and the
  /// reference that was looked up for it.
  private static Failure named(Failure lost, Lock lock) {
    for (var part : lock.parts().entrySet()) {
      String digest = part.getValue().descriptor().digest().toString();
      boolean it =
          lost.subject().endsWith("@" + digest) || digest.equals(lost.facts().get("listed in"));
      if (lost.kind() == Failure.Kind.NOT_FOUND && it) {
        return lost.with("part", part.getKey()).with("follows", part.getValue().follows());
      }
    }
    return lost;
  }

  /// Where each child is found beside the layout: its home, or where it was referred to.
  private Map<Digest, Source> sources(Built built, List<HomeState> homes) {
    var all = new HashMap<Digest, Source>();
    all.put(built.runner().digest(), stores.repository(built.runner().repository()));
    for (Built.Component component : built.components().values()) {
      if (component.origin() instanceof Built.Existing(var at, var _)) {
        all.put(component.manifest().digest(), stores.repository(at.repository()));
      }
    }
    homes.forEach(home -> all.put(home.component().manifest().digest(), home.store()));
    return all;
  }
}
