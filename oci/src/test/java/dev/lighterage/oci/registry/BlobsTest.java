package dev.lighterage.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.auth.Credentials;
import dev.lighterage.oci.auth.Environment;
import dev.lighterage.oci.auth.Login;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.content.Verified;
import dev.lighterage.oci.http.FaultServer;
import dev.lighterage.oci.http.Reply;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Failure;
import dev.lighterage.oci.value.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BlobsTest extends ScriptedRegistry {
  private static final String GET = "GET /v2/shop/web/blobs/" + LAYER.digest();
  private static final String POST = "POST /v2/shop/web/blobs/uploads/";
  private static final String SESSION = "/v2/shop/web/blobs/uploads/1?state=x";
  private static final String PUT = "PUT " + SESSION + "&digest=" + LAYER.digest();

  private static Reply accepted() {
    return Reply.of(202).header("Location", SESSION);
  }

  private static Reply rest(int from) {
    byte[] all = BLOB.toArray();
    return Reply.of(206)
        .header("Content-Range", "bytes " + from + "-" + (all.length - 1) + "/" + all.length)
        .body(Arrays.copyOfRange(all, from, all.length));
  }

  private Bytes pull() {
    return Verified.read(LAYER, store.blob(LAYER), 1 << 20);
  }

  @Test
  void pullsBlobInOneRequest() {
    server.on(GET, blob());
    assertThat(pull()).isEqualTo(BLOB);
    assertThat(server.lines()).containsExactly(GET);
  }

  @Test
  void goesOnWhereTheDownloadWasCut() {
    server.on(GET, blob().cutAfter(2_000), rest(2_000).cutAfter(1_000), rest(3_000));
    assertThat(pull()).isEqualTo(BLOB);
    assertThat(server.seen())
        .extracting(seen -> seen.headers().get("Range"))
        .containsExactly(null, "bytes=2000-", "bytes=3000-");
  }

  @Test
  void goesOnOverWhatIsKnownWhereThereAreNoRanges() {
    server.on(GET, blob().cutAfter(2_000), blob());
    assertThat(pull()).isEqualTo(BLOB);
  }

  @Test
  void givesUpADownloadThatIsCutAgainAndAgain() {
    server.on(GET, blob().cutAfter(10));
    Failure failure = failure(Failure.Kind.UNREACHABLE, this::pull);
    assertThat(failure.facts()).containsKey("read");
    assertThat(server.seen().size()).isLessThan(30);
  }

  @Test
  void opensBlobInTheMiddle() throws IOException {
    server.on(GET, rest(4_000));
    try (InputStream in = store.blob(LAYER).open(4_000)) {
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(BLOB.toArray(), 4_000, 5_000));
    }
  }

  @Test
  void refusesAnotherRangeThanAskedFor() {
    server.on(GET, rest(100));
    failure(Failure.Kind.PROTOCOL, () -> open(4_000));
    server.on(GET, Reply.of(206).body(new byte[1_000]));
    failure(Failure.Kind.PROTOCOL, () -> open(4_000));
  }

  @Test
  void refusesRangeOfABlobOfAnotherSize() {
    server.on(
        GET,
        Reply.of(206)
            .header("Content-Range", "bytes 4000-4999/6000")
            .body(Arrays.copyOfRange(BLOB.toArray(), 4_000, 5_000)));
    failure(Failure.Kind.CORRUPT, () -> open(4_000));
  }

  private void open(long offset) {
    try {
      store.blob(LAYER).open(offset).close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void refusesBlobOfAnotherLength() {
    server.on(GET, Reply.of(200).body(new byte[4_999]));
    failure(Failure.Kind.CORRUPT, this::pull);
    server.on(GET, Reply.of(200).body(new byte[5_001]).undeclared());
    failure(Failure.Kind.CORRUPT, this::pull);
  }

  @Test
  void refusesBlobThatIsNotWhatItsDigestSays() {
    byte[] wrong = BLOB.toArray();
    wrong[4_999] ^= 1;
    server.on(GET, Reply.of(200).body(wrong));
    Failure failure = failure(Failure.Kind.CORRUPT, this::pull);
    assertThat(failure.subject()).isEqualTo(store.name() + "@" + LAYER.digest());
  }

  @Test
  void refusesEndlessBlob() {
    server.on(GET, Reply.of(200).body(BLOB.toArray()).endless());
    failure(Failure.Kind.CORRUPT, this::pull);
  }

  @Test
  void refusesHtmlForABlob() {
    server.on(GET, Reply.html(200, "<html>please sign in</html>"));
    Failure failure = failure(Failure.Kind.PROTOCOL, this::pull);
    assertThat(failure.facts()).containsEntry("answer", "please sign in");
  }

  @Test
  void saysThatABlobIsMissingWhenItIsOpened() {
    server.on(GET, Reply.json(404, error("BLOB_UNKNOWN", "no")));
    failure(Failure.Kind.NOT_FOUND, () -> open(0));
  }

  /// A registry that knows only ann, and a store that shows who asks.
  private RegistryStore known(String request, Reply reply) {
    server.on(
        request,
        seen ->
            seen.headers().containsKey("Authorization")
                ? reply
                : Reply.of(401).header("WWW-Authenticate", "Basic realm=\"r\""));
    Login ann = new Login.Password("ann", Secret.of("s3cret"));
    Credentials logins = Credentials.of(Environment.of(Map.of(), Path.of("/nowhere")));
    return new Registries(http, logins.given(Map.of(server.host(), ann)))
        .repository(new Repository(server.host(), "shop/web"));
  }

  @Test
  void followsBlobToAnotherHostWithoutCredentials() {
    try (FaultServer storage = new FaultServer()) {
      storage.on("GET /signed?sig=1", blob().cutAfter(2_000), rest(2_000));
      RegistryStore ours = known(GET, Reply.redirect(307, storage.url("/signed?sig=1")));
      assertThat(Verified.read(LAYER, ours.blob(LAYER), 1 << 20)).isEqualTo(BLOB);
      assertThat(server.last().headers()).containsKey("Authorization");
      assertThat(storage.seen())
          .hasSize(2)
          .allSatisfy(seen -> assertThat(seen.headers()).doesNotContainKey("Authorization"));
    }
  }

  @Test
  void pushesBlobInTwoRequests() {
    server.on(POST, accepted()).on(PUT, Reply.of(201));
    store.push(LAYER, Content.of(BLOB));
    assertThat(server.lines()).containsExactly(POST, PUT);
    assertThat(server.last().body()).isEqualTo(BLOB);
    assertThat(server.last().headers())
        .containsEntry("Content-Length", "5000")
        .containsEntry("Content-Type", "application/octet-stream");
  }

  @Test
  void pushesEmptyBlob() {
    var empty = Samples.blob(Bytes.empty());
    server.on(POST, accepted()).on("PUT " + SESSION + "&digest=" + empty.digest(), Reply.of(201));
    store.push(empty, Content.of(Bytes.empty()));
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void takesAbsoluteLocationWithoutQuery() {
    server
        .on(POST, Reply.of(202).header("Location", server.url("/upload/7")))
        .on("PUT /upload/7?digest=" + LAYER.digest(), Reply.of(201));
    store.push(LAYER, Content.of(BLOB));
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void beginsUploadAnewWhenItIsCut() {
    server.on(POST, accepted()).on(PUT, Reply.of(201).dropUploadAfter(1_000), Reply.of(201));
    store.push(LAYER, Content.of(BLOB));
    assertThat(server.lines()).containsExactly(POST, PUT, POST, PUT);
    assertThat(server.last().body()).isEqualTo(BLOB);
  }

  @Test
  void beginsUploadAnewWhenItsSessionIsGone() {
    server
        .on(POST, accepted())
        .on(PUT, Reply.json(404, error("BLOB_UPLOAD_UNKNOWN", "gone")), Reply.of(201));
    store.push(LAYER, Content.of(BLOB));
    assertThat(server.seen()).hasSize(4);
  }

  @Test
  void givesUpAnUploadThatFailsAgainAndAgain() {
    server.on(POST, accepted()).on(PUT, Reply.of(500));
    failure(Failure.Kind.PROTOCOL, () -> store.push(LAYER, Content.of(BLOB)));
    assertThat(server.seen()).hasSize(10);
  }

  @Test
  void asksFiveTimesWhereNoUploadCanBeBegun() {
    server.on(POST, Reply.nothing());
    failure(Failure.Kind.UNREACHABLE, () -> store.push(LAYER, Content.of(BLOB)));
    assertThat(server.lines()).hasSize(5).containsOnly(POST);
  }

  @Test
  void asksFiveTimesForWhatItsSourceCannotGive() {
    try (FaultServer away = new FaultServer()) {
      away.on(GET, Reply.of(502));
      RegistryStore source = registries.repository(new Repository(away.host(), "shop/web"));
      server.on(POST, accepted()).on(PUT, Reply.of(201));
      failure(Failure.Kind.PROTOCOL, () -> store.push(LAYER, source.blob(LAYER)));
      assertThat(away.lines()).hasSize(5);
      away.on(GET, Reply.nothing());
      failure(Failure.Kind.UNREACHABLE, () -> store.push(LAYER, source.blob(LAYER)));
      assertThat(away.lines()).hasSize(10);
      assertThat(server.lines().stream().filter(POST::equals)).hasSize(2);
    }
  }

  @Test
  void doesNotRepeatAnUploadThatWasRefused() {
    server.on(POST, accepted()).on(PUT, Reply.json(403, error("DENIED", "quota")));
    failure(Failure.Kind.FORBIDDEN, () -> store.push(LAYER, Content.of(BLOB)));
    assertThat(server.seen()).hasSize(2);
  }

  @Test
  void neverSendsAllOfWrongContent() {
    server.on(POST, accepted()).on(PUT, Reply.of(201));
    byte[] wrong = BLOB.toArray();
    wrong[0] ^= 1;
    failure(Failure.Kind.CORRUPT, () -> store.push(LAYER, Content.of(Bytes.of(wrong))));
    assertThat(server.seen().stream().filter(seen -> seen.line().equals(PUT)))
        .allSatisfy(put -> assertThat(put.length()).isLessThan(LAYER.size()));
  }

  @Test
  void sendsUploadElsewhereWithoutCredentials() {
    try (FaultServer storage = new FaultServer()) {
      storage.on("PUT /u?sig=1&digest=" + LAYER.digest(), Reply.of(201));
      RegistryStore ours = known(POST, Reply.of(202).header("Location", storage.url("/u?sig=1")));
      ours.push(LAYER, Content.of(BLOB));
      assertThat(server.last().headers()).containsKey("Authorization");
      assertThat(storage.last().headers()).doesNotContainKey("Authorization");
      assertThat(storage.last().body()).isEqualTo(BLOB);
    }
  }

  @Test
  void refusesUploadLocationInAPrivateNetwork() {
    for (String location :
        new String[] {"http://169.254.169.254/", "http://0.0.0.0:1/", "file:///x"}) {
      server.on(POST, Reply.of(202).header("Location", location));
      failure(Failure.Kind.PROTOCOL, () -> store.push(LAYER, Content.of(BLOB)));
    }
    server.on(POST, Reply.of(202));
    failure(Failure.Kind.PROTOCOL, () -> store.push(LAYER, Content.of(BLOB)));
  }

  @Test
  void mountsInOneRequest() {
    String mount = POST + "?mount=" + LAYER.digest() + "&from=shop/base";
    server.on(mount, Reply.of(201));
    assertThat(store.mount(LAYER, store("shop/base"))).isTrue();
    assertThat(server.lines()).containsExactly(mount);
  }

  @Test
  void goesOnWithTheSessionThatCameInsteadOfAMount() {
    server
        .on(POST + "?mount=" + LAYER.digest() + "&from=shop/base", accepted())
        .on(PUT, Reply.of(201));
    assertThat(store.mount(LAYER, store("shop/base"))).isFalse();
    store.push(LAYER, Content.of(BLOB));
    assertThat(server.seen()).hasSize(2);
    assertThat(server.last().body()).isEqualTo(BLOB);
  }

  @Test
  void takesEveryOtherAnswerForNotMounted() {
    for (int status : new int[] {200, 204, 400, 401, 403, 404, 405, 500}) {
      server.on(POST + "?mount=" + LAYER.digest() + "&from=shop/base", Reply.of(status));
      assertThat(store.mount(LAYER, store("shop/base"))).as("%s", status).isFalse();
    }
  }

  @Test
  void uploadsWhereTheMountEndsInAFailure() {
    String mount = POST + "?mount=" + LAYER.digest() + "&from=shop/base";
    for (Reply answer :
        new Reply[] {
          Reply.of(307).header("Location", "http://169.254.169.254/"),
          Reply.of(202).header("Location", "http://169.254.169.254/"),
          Reply.of(401).header("WWW-Authenticate", "Bearer realm=\"" + server.url("/t") + "\"")
        }) {
      for (int status : new int[] {400, 401, 403, 500}) {
        server.on(mount, answer).on("GET /t", Reply.of(status));
        assertThat(store.mount(LAYER, store("shop/base"))).as("%s %s", answer, status).isFalse();
      }
    }
  }

  @Test
  void asksNobodyForAMountFromElsewhere() {
    try (FaultServer other = new FaultServer()) {
      var there = registries.repository(new Repository(other.host(), "shop/base"));
      assertThat(store.mount(LAYER, there)).isFalse();
    }
    assertThat(store.mount(LAYER, store)).isFalse();
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void readsNothingBeforeTheBlobIsOpened() throws IOException {
    Content content = store.blob(LAYER);
    assertThat(content.size()).isEqualTo(5_000);
    assertThat(server.seen()).isEmpty();
    server.on(GET, blob());
    var out = new ByteArrayOutputStream();
    Verified.copy(LAYER, content, out);
    assertThat(out.size()).isEqualTo(5_000);
  }
}
