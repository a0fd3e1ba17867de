package dev.lighterage.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.http.FaultServer;
import dev.lighterage.oci.http.Reply;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReferrersTest extends ScriptedRegistry {
  private static final Digest SUBJECT = IMAGE.descriptor().digest();
  private static final String API = "GET /v2/shop/web/referrers/" + SUBJECT;
  private static final String TAG = "/v2/shop/web/manifests/sha256-" + SUBJECT.hex();

  private static final Manifest ONE = referrer(1);
  private static final Manifest TWO = referrer(2);

  private static Manifest referrer(long seed) {
    Descriptor config = Samples.blob(Samples.bytes(seed, 10));
    return Samples.image(config, List.of(), Optional.of(IMAGE.descriptor()));
  }

  private static Reply list(Manifest... manifests) {
    return Reply.of(200)
        .header("Content-Type", MediaTypes.OCI_INDEX)
        .body(index(manifests).bytes().toArray());
  }

  private static Manifest index(Manifest... manifests) {
    return Samples.index(List.of(manifests).stream().map(Manifest::descriptor).toList());
  }

  private List<Digest> found() {
    return store.referrers(SUBJECT).stream().map(Descriptor::digest).toList();
  }

  private static String put(Manifest manifest) {
    return "PUT /v2/shop/web/manifests/" + manifest.descriptor().digest();
  }

  private static Digest digest(Manifest manifest) {
    return manifest.descriptor().digest();
  }

  @Test
  void asksTheApiPageByPage() {
    server
        .on(API, list(ONE).header("Link", "</v2/shop/web/referrers/x?page=2>; rel=\"next\""))
        .on("GET /v2/shop/web/referrers/x?page=2", list(ONE, TWO));
    assertThat(found()).containsExactly(digest(ONE), digest(TWO));
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void endsPagesThatNeverEnd() {
    server.on(API, list(ONE).header("Link", "<" + API.substring(4) + ">; rel=\"next\""));
    failure(Failure.Kind.TOO_LARGE, this::found);
    assertThat(server.seen()).hasSize(20);
  }

  @Test
  void refusesPagesAtAnotherHost() {
    try (FaultServer other = new FaultServer()) {
      server.on(API, list(ONE).header("Link", "<" + other.url("/") + ">; rel=\"next\""));
      failure(Failure.Kind.PROTOCOL, this::found);
    }
  }

  @Test
  void readsTheTagWhereThereIsNoApi() {
    for (Reply none :
        List.of(
            Reply.of(404).text("404 page not found\n"),
            Reply.html(404, "<h1>no</h1>"),
            Reply.json(404, "{}"),
            Reply.json(404, error("NAME_UNKNOWN", "no")),
            Reply.json(405, error("UNSUPPORTED", "no")))) {
      server.on(API, none).on("GET " + TAG, manifest(index(ONE)));
      assertThat(found()).as(none.toString()).containsExactly(digest(ONE));
    }
  }

  @Test
  void remembersThatThereIsNoApi() {
    server.on("GET " + TAG, manifest(index(ONE)));
    found();
    found();
    assertThat(server.lines()).containsExactly(API, "GET " + TAG, "GET " + TAG);
  }

  @Test
  void doesNotTakeAMissingRepositoryForAMissingApi() {
    server.on(API, Reply.json(404, error("NAME_UNKNOWN", "no")), list(ONE));
    assertThat(found()).isEmpty();
    assertThat(found()).containsExactly(digest(ONE));
  }

  @Test
  void doesNotTakeTroubleForNoReferrers() {
    server.on(API, Reply.of(500));
    failure(Failure.Kind.PROTOCOL, this::found);
    server.on(API, Reply.json(403, error("DENIED", "no")));
    failure(Failure.Kind.FORBIDDEN, this::found);
    server.on(API, Reply.html(200, "<h1>sign in</h1>"));
    failure(Failure.Kind.PROTOCOL, this::found);
  }

  @Test
  void leavesTheListToARegistryThatSaysItKeepsIt() {
    server.on(put(ONE), Reply.of(201).header("OCI-Subject", SUBJECT.toString()));
    store.put(ONE);
    assertThat(server.lines()).containsExactly(put(ONE));
  }

  @Test
  void leavesTheListToARegistryThatHasTheApiAndSaysNothing() {
    server.on(put(ONE), Reply.of(201)).on(API, list(ONE));
    store.put(ONE);
    assertThat(server.lines()).containsExactly(put(ONE), API);
  }

  @Test
  void addsToTheTagWhereThereIsNoApi() {
    var tag = tagKept(list(TWO));
    server.on(put(ONE), Reply.of(201));
    store.put(ONE);
    assertThat(entries(tag.get())).containsExactly(digest(TWO), digest(ONE));
    assertThat(server.lines())
        .containsExactly(put(ONE), API, "GET " + TAG, "PUT " + TAG, "GET " + TAG);
  }

  @Test
  void beginsTheTagAndTellsWhatKindAReferrerIs() {
    var tag = tagKept(Reply.json(404, error("MANIFEST_UNKNOWN", "no")));
    server.on("PUT /v2/shop/web/manifests/sig", Reply.of(201));
    store.tag(ONE, "sig");
    assertThat(Json.readObject(tag.get()).array("manifests").objects(Descriptor::read))
        .singleElement()
        .satisfies(d -> assertThat(d.artifactType()).isEqualTo(ONE.artifactType()));
  }

  @Test
  void keepsEntriesOfOthersAsTheyAre() {
    String foreign =
        "{\"schemaVersion\":2,\"mediaType\":\""
            + MediaTypes.OCI_INDEX
            + "\",\"manifests\":[{\"mediaType\":\"x/y\",\"digest\":\""
            + digest(TWO)
            + "\",\"size\":3,\"data\":\"abc\",\"urls\":[]}]}";
    var tag = tagKept(Reply.of(200).header("Content-Type", MediaTypes.OCI_INDEX).text(foreign));
    server.on(put(ONE), Reply.of(201));
    store.put(ONE);
    JsonObject kept = Json.readObject(tag.get()).array("manifests").objects(o -> o).getFirst();
    assertThat(kept.string("data")).isEqualTo("abc");
    assertThat(kept.members()).containsKey("urls");
  }

  @Test
  void writesAgainWhatAnotherClientWroteOver() {
    server.on(put(ONE), Reply.of(201)).on("PUT " + TAG, Reply.of(201));
    // The first write is lost to another client, which lists TWO alone; the second one stays.
    server.on(
        "GET " + TAG,
        manifest(index()),
        manifest(index(TWO)),
        manifest(index(TWO)),
        manifest(index(TWO, ONE)));
    store.put(ONE);
    assertThat(server.seen().stream().filter(s -> s.line().equals("PUT " + TAG)))
        .extracting(s -> entries(s.body()))
        .containsExactly(List.of(digest(ONE)), List.of(digest(TWO), digest(ONE)));
    assertThat(time.waits()).hasSize(1);
  }

  @Test
  void givesUpWhenOthersWriteOverItAgainAndAgain() {
    server
        .on(put(ONE), Reply.of(201))
        .on("PUT " + TAG, Reply.of(201))
        .on("GET " + TAG, manifest(index(TWO)));
    failure(Failure.Kind.BUSY, () -> store.put(ONE));
  }

  @Test
  void losesNoEntryWhenManyThreadsWrite() throws Exception {
    var tag = tagKept(Reply.json(404, error("MANIFEST_UNKNOWN", "no")));
    List<Manifest> all = IntStream.range(10, 30).mapToObj(i -> referrer(i)).toList();
    all.forEach(m -> server.on(put(m), Reply.of(201)));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> writes =
          all.stream().<Future<?>>map(m -> threads.submit(() -> store.put(m))).toList();
      for (Future<?> write : writes) {
        write.get();
      }
    }
    assertThat(entries(tag.get()))
        .containsExactlyInAnyOrderElementsOf(all.stream().map(ReferrersTest::digest).toList());
  }

  @Test
  void refusesReferrersTagThatIsNoIndex() {
    server.on("GET " + TAG, manifest(IMAGE));
    failure(Failure.Kind.PROTOCOL, this::found);
  }

  @Test
  void cutsTheTagOfALongDigest() {
    Digest longer = IMAGE.bytes().digest(Digest.Algorithm.SHA512);
    assertThat(longer.referrersTag()).isEqualTo("sha512-" + longer.hex().substring(0, 64));
    assertThat(SUBJECT.referrersTag()).isEqualTo("sha256-" + SUBJECT.hex());
  }

  /// A tag that is kept as it was last written, and at first is `before`.
  private Supplier<Bytes> tagKept(Reply before) {
    var kept = new AtomicReference<>(before);
    server.on("GET " + TAG, _ -> Objects.requireNonNull(kept.get()));
    server.onWhole(
        "PUT " + TAG,
        seen -> {
          kept.set(
              Reply.of(200)
                  .header("Content-Type", MediaTypes.OCI_INDEX)
                  .body(seen.body().toArray()));
          return Reply.of(201);
        });
    return () -> Objects.requireNonNull(kept.get()).body();
  }

  private static List<Digest> entries(Bytes index) {
    return Json.readObject(index).array("manifests").objects(Descriptor::read).stream()
        .map(Descriptor::digest)
        .toList();
  }
}
