package dev.lighterage.cnab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lighterage.contract.mixin.Inventory;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockTest {
  private static final Instant THEN = Instant.parse("2026-11-24T09:00:00Z");
  private static final Instant LATER = Instant.parse("2026-12-24T09:00:00Z");
  private @TempDir Path folder;
  private Kitchen kitchen;

  @BeforeEach
  void open() {
    kitchen = Kitchen.at(folder);
  }

  @Test
  void writesWhatItReadsAndReadsWhatItWrites() throws IOException {
    Lock lock = lock(kitchen.read(Kitchen.SHOP), THEN, "one");
    Path file = Lock.beside(kitchen.file());
    assertThat(file.getFileName()).hasToString("lighter.lock");
    lock.write(file);
    assertThat(Lock.find(file)).contains(lock);
    String text = Files.readString(file);
    Lock.find(file).orElseThrow().write(file);
    assertThat(Files.readString(file)).isEqualTo(text).endsWith("}\n");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "lighter.yaml", "lighter.lock", "seed.sql", "network.json", "folder");
    }
  }

  @Test
  void holdsWhatWasFollowedAndTheWholeDescriptor() throws IOException {
    Lock lock = lock(kitchen.read(Kitchen.SHOP), THEN, "one");
    lock.write(Lock.beside(kitchen.file()));
    String digest = Bytes.utf8("one").digest().toString();
    assertThat(Files.readString(Lock.beside(kitchen.file())))
        .startsWith(
            """
            {
              "lock": 1,
              "runner": {
                "kind": "runner",
                "follows": "registry.example.com/runners/azure:2",
                "descriptor": {
                  "mediaType": "application/vnd.oci.image.manifest.v1+json",
                  "digest": "DIGEST",
                  "size": 3
                },
                "resolved": "2026-11-24T09:00:00Z",
                "recipe": "sha256:\
            """
                .replace("DIGEST", digest));
    assertThat(lock.runner().pinned())
        .hasToString("registry.example.com/runners/azure:2@" + digest);
    assertThat(lock.artifacts()).containsOnlyKeys("net2");
    assertThat(lock.images()).containsOnlyKeys("api");
  }

  @Test
  void fitsTheRecipeItCameFrom() {
    Recipe recipe = kitchen.read(Kitchen.SHOP);
    Lock lock = lock(recipe, THEN, "one");
    assertThat(lock.stale(recipe)).isEmpty();
    lock.requireFresh(recipe);
    Recipe reworded =
        kitchen.read(
            Kitchen.SHOP
                .replace("A shop", "Another shop")
                .replace("runner: reg", "runner:   oci://reg")
                .replace("seed.sql, to", "folder/x, to"));
    assertThat(lock.stale(reworded)).isEmpty();
  }

  @Test
  void noticesEveryPartThatChanged() {
    Lock lock = lock(kitchen.read(Kitchen.SHOP), THEN, "one");
    Recipe changed =
        kitchen.read(
            Kitchen.SHOP
                .replace("azure:2", "azure:3")
                .replace("  net2:", "  net3:")
                .replace("shop/api:3.2", "shop/api:3.3"));
    assertThat(lock.stale(changed))
        .containsExactly(
            new Stale("runner", Stale.Why.CHANGED),
            new Stale("artifacts.net2", Stale.Why.GONE),
            new Stale("artifacts.net3", Stale.Why.NEW),
            new Stale("images.api", Stale.Why.CHANGED));
    Failure failure = catchThrowableOfType(Failure.class, () -> lock.requireFresh(changed));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFLICT);
    assertThat(failure.getMessage())
        .startsWith("stale lock: ")
        .contains("runner, artifacts.net2, artifacts.net3, images.api");
  }

  @Test
  void noticesThatAnArtifactIsOfAnotherKindNow() {
    Lock lock = lock(kitchen.read(Kitchen.SHOP), THEN, "one");
    Recipe changed = kitchen.read(Kitchen.SHOP.replace("net2: {arm:", "net2: {helm:"));
    assertThat(lock.stale(changed)).containsExactly(new Stale("artifacts.net2", Stale.Why.CHANGED));
  }

  @Test
  void refusesALockThatContradictsAPin() {
    Digest pin = Bytes.utf8("one").digest();
    Recipe recipe = kitchen.read(Kitchen.SHOP.replace("api:3.2", "api:3.2@" + pin));
    assertThat(lock(recipe, THEN, "one").stale(recipe)).isEmpty();
    Failure failure =
        catchThrowableOfType(Failure.class, () -> lock(recipe, THEN, "two").stale(recipe));
    assertThat(failure.kind()).isEqualTo(Failure.Kind.CONFLICT);
    assertThat(failure.getMessage())
        .startsWith("lock that contradicts the recipe: " + kitchen.file() + ":15:8")
        .contains("part: images.api");
  }

  @Test
  void keepsTheTimesOfWhatDidNotMove() {
    Recipe recipe = kitchen.read(Kitchen.SHOP);
    Lock first = lock(recipe, THEN, "one");
    assertThat(lock(recipe, LATER, "one").after(first)).isEqualTo(first);
    Lock moved = lock(recipe, LATER, "two").after(first);
    assertThat(moved.runner().resolved()).isEqualTo(LATER);
  }

  @Test
  void refusesWhatIsNoLock() {
    Path file = Lock.beside(kitchen.file());
    lock(kitchen.read(Kitchen.SHOP), THEN, "one").write(file);
    assertThat(Lock.find(folder.resolve("none.lock"))).isEmpty();
    for (String[] change :
        new String[][] {
          {"\"lock\": 1", "\"lock\": \"1\"", "wrong shape"},
          {"\"images\"", "\"image\"", "unknown member"},
          {"\"follows\"", "\"folows\"", "unknown member"},
          {"\"size\": 3", "\"size\": \"3\"", "wrong shape"},
          {"sha256:", "sha257:", "unknown digest algorithm"},
          {"2026-11-24T09", "yesterday", "not a time"},
          {"azure:2", "azure", "reference without tag or digest"},
          {"{", "", "not strict JSON"}
        }) {
      String text = read(file).replaceFirst(java.util.regex.Pattern.quote(change[0]), change[1]);
      kitchen.put("bad.lock", text);
      assertThatThrownBy(() -> Lock.find(folder.resolve("bad.lock")))
          .isInstanceOf(Failure.class)
          .hasMessageStartingWith("not a lock: " + folder.resolve("bad.lock"))
          .hasMessageContaining(change[2]);
    }
  }

  @Test
  void tellsALockOfAnotherVersionFromWhatIsNoLock() {
    Path file = folder.resolve("later.lock");
    kitchen.put("later.lock", "{\"lock\": 2, \"parts\": []}");
    assertThatThrownBy(() -> Lock.find(file))
        .hasMessage("lock of another version: " + file + "; known: 1; lock: 2")
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.UNSUPPORTED));
  }

  @Test
  void endsInOneFailureForWhateverIsGiven() {
    Path file = Lock.beside(kitchen.file());
    lock(kitchen.read(Kitchen.SHOP), THEN, "one").write(file);
    String good = read(file);
    var random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      var text = new StringBuilder(good);
      for (int n = 1 + random.nextInt(3); n > 0; n--) {
        text.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(95)));
      }
      kitchen.put("bad.lock", text.toString());
      try {
        Lock.find(folder.resolve("bad.lock"));
      } catch (Failure failure) {
        assertThat(failure.what()).isIn("not a lock", "lock of another version");
      }
    }
  }

  @Test
  void leavesTheOldLockWhereTheDiskRefuses() throws IOException {
    Lock lock = lock(kitchen.read(Kitchen.SHOP), THEN, "one");
    Files.createDirectories(folder.resolve("dir/lighter.lock/x"));
    assertThatThrownBy(() -> lock.write(folder.resolve("dir/lighter.lock")))
        .isInstanceOfSatisfying(
            Failure.class, f -> assertThat(f.kind()).isEqualTo(Failure.Kind.STORAGE));
    try (Stream<Path> all = Files.list(folder.resolve("dir"))) {
      assertThat(all).hasSize(1);
    }
  }

  /// A lock in which every reference named the bytes of `content`.
  private static Lock lock(Recipe recipe, Instant when, String content) {
    Descriptor found = Descriptor.of(MediaTypes.OCI_MANIFEST, Bytes.utf8(content));
    var artifacts = new TreeMap<String, Locked>();
    recipe
        .artifacts()
        .forEach(
            (name, artifact) -> {
              if (artifact.origin() instanceof Artifact.Existing(Followed followed)) {
                artifacts.put(name, Locked.of(followed, found, when));
              }
            });
    var images = new TreeMap<String, Locked>();
    recipe.images().forEach((name, image) -> images.put(name, Locked.of(image, found, when)));
    Inventory inventory = Inventory.of(List.of());
    return new Lock(
        Locked.of(recipe.runner(), found, when), Optional.of(inventory), artifacts, images);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
