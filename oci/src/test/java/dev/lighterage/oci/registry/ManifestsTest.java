package dev.lighterage.oci.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lighterage.oci.content.Samples;
import dev.lighterage.oci.http.Reply;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ManifestsTest extends ScriptedRegistry {
  private static final Digest DIGEST = IMAGE.descriptor().digest();
  private static final String BY_DIGEST = "/v2/shop/web/manifests/" + DIGEST;
  private static final String BY_TAG = "/v2/shop/web/manifests/v1";

  @Test
  void resolvesTagInOneRequest() {
    server.on("GET " + BY_TAG, manifest(IMAGE));
    assertThat(store.resolve("v1").orElseThrow().bytes()).isEqualTo(IMAGE.bytes());
    assertThat(server.lines()).containsExactly("GET " + BY_TAG);
    assertThat(server.last().headers().get("Accept"))
        .contains(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX)
        .contains(MediaTypes.DOCKER_MANIFEST, MediaTypes.DOCKER_LIST, "*/*");
  }

  @Test
  void findsNothingWhereTheRegistryHasNothing() {
    server.on("GET " + BY_TAG, Reply.json(404, error("MANIFEST_UNKNOWN", "no")));
    assertThat(store.resolve("v1")).isEmpty();
    assertThat(store.manifest(DIGEST)).isEmpty();
  }

  @Test
  void keepsDigestAlgorithmThatWasAskedFor() {
    Digest long512 = IMAGE.bytes().digest(Digest.Algorithm.SHA512);
    server.on("GET /v2/shop/web/manifests/" + long512, manifest(IMAGE));
    assertThat(store.manifest(long512).orElseThrow().descriptor().digest()).isEqualTo(long512);
  }

  @Test
  void refusesManifestWithOtherDigest() {
    Manifest other = Samples.image(LAYER, List.of());
    server.on("GET " + BY_DIGEST, manifest(other));
    failure(Failure.Kind.CORRUPT, () -> store.manifest(DIGEST));
  }

  @Test
  void doesNotBelieveTheDigestHeader() {
    Manifest other = Samples.image(LAYER, List.of());
    server.on(
        "GET " + BY_DIGEST,
        Reply.of(200)
            .header("Content-Type", MediaTypes.OCI_MANIFEST)
            .header("Docker-Content-Digest", DIGEST.toString())
            .body(other.bytes().toArray()));
    failure(Failure.Kind.CORRUPT, () -> store.manifest(DIGEST));
    server.on(
        "GET " + BY_TAG,
        Reply.of(200)
            .header("Content-Type", MediaTypes.OCI_MANIFEST)
            .header("Docker-Content-Digest", DIGEST.toString())
            .body(other.bytes().toArray()));
    failure(Failure.Kind.CORRUPT, () -> store.resolve("v1"));
  }

  @Test
  void refusesHtmlWithStatusAndFirstLine() {
    server.on(
        "GET " + BY_TAG,
        Reply.html(200, "<html><head><title>Sign\u001b[31m in</title></head>\n<body>x</body>"));
    Failure failure = failure(Failure.Kind.PROTOCOL, () -> store.resolve("v1"));
    assertThat(failure.facts())
        .containsEntry("status", "200")
        .containsEntry("answer", "Sign\\u001b[31m in");
    server.on("GET " + BY_TAG, Reply.html(404, "<h1>Not here</h1>"));
    failure = failure(Failure.Kind.PROTOCOL, () -> store.resolve("v1"));
    assertThat(failure.facts()).containsEntry("status", "404").containsEntry("answer", "Not here");
  }

  @Test
  void refusesEmptyAnswer() {
    for (String type : List.of(MediaTypes.OCI_MANIFEST, MediaTypes.OCI_INDEX, "text/plain")) {
      server.on("GET " + BY_TAG, Reply.of(200).header("Content-Type", type));
      Failure strange = failure(Failure.Kind.PROTOCOL, () -> store.resolve("v1"));
      assertThat(strange.subject()).endsWith("/shop/web:v1");
      assertThat(strange.facts()).containsEntry("answer", "(empty)");
    }
  }

  @Test
  void refusesAnswerThatIsNoJson() {
    for (String text : List.of("busy, come back", "{\"schemaVersion\": 2, \"con", "[]", "{}{}")) {
      server.on(
          "GET " + BY_TAG, Reply.of(200).header("Content-Type", MediaTypes.OCI_INDEX).text(text));
      Failure strange = failure(Failure.Kind.PROTOCOL, () -> store.resolve("v1"));
      assertThat(strange.subject()).endsWith("/shop/web:v1");
      assertThat(strange.facts()).containsEntry("answer", text).containsKey("why");
    }
  }

  @Test
  void saysWhereAManifestBreaksItsFormat() {
    for (String text : List.of("{\"manifests\": [], \"manifests\": []}", "{\"manifests\": 1}")) {
      server.on(
          "GET " + BY_TAG, Reply.of(200).header("Content-Type", MediaTypes.OCI_INDEX).text(text));
      Failure broken = failure(Failure.Kind.INVALID, () -> store.resolve("v1"));
      assertThat(broken.subject()).endsWith("/shop/web:v1");
      assertThat(broken.facts()).containsEntry("path", "$.manifests");
    }
  }

  @Test
  void saysWhenToComeBackAfterTooManyRequests() {
    server.on(
        "GET " + BY_TAG,
        Reply.json(429, error("TOOMANYREQUESTS", "slow down")).header("Retry-After", "7"));
    Failure busy = failure(Failure.Kind.PROTOCOL, () -> store.resolve("v1"));
    assertThat(busy.facts()).containsEntry("status", "429").containsEntry("retry after", "7 s");
    server.on("GET " + BY_TAG, Reply.json(429, error("TOOMANYREQUESTS", "slow down")));
    assertThat(failure(Failure.Kind.PROTOCOL, () -> store.resolve("v1")).facts())
        .doesNotContainKey("retry after");
  }

  @Test
  void saysWhenNobodyAnswers() {
    server.on("GET " + BY_TAG, Reply.nothing());
    failure(Failure.Kind.UNREACHABLE, () -> store.resolve("v1"));
  }

  @Test
  void refusesEndlessManifest() {
    server.on("GET " + BY_TAG, Reply.of(200).text("{\"a\":1,").endless());
    failure(Failure.Kind.TOO_LARGE, () -> store.resolve("v1"));
    assertThat(http.traffic().snapshot().bytesDown()).isLessThan(6 << 20);
  }

  @Test
  void refusesManifestOverTheLimitBeforeReadingIt() {
    server.on("GET " + BY_TAG, Reply.of(200).declares((4 << 20) + 1));
    failure(Failure.Kind.TOO_LARGE, () -> store.resolve("v1"));
    assertThat(http.traffic().snapshot().bytesDown()).isZero();
  }

  @Test
  void saysWhatARegistryInTroubleSaid() {
    server.on("GET " + BY_TAG, Reply.json(500, error("UNKNOWN", "disk\\nfull\\u001b[0m")));
    Failure failure = failure(Failure.Kind.PROTOCOL, () -> store.resolve("v1"));
    assertThat(failure.facts())
        .containsEntry("status", "500")
        .containsEntry("code", "UNKNOWN")
        .containsEntry("message", "disk");
    server.on("GET " + BY_TAG, Reply.of(500).text("x".repeat(10_000)));
    failure = failure(Failure.Kind.PROTOCOL, () -> store.resolve("v1"));
    assertThat(failure.facts().get("answer")).hasSizeLessThan(400);
  }

  @Test
  void tellsRefusalsApart() {
    server.on("GET " + BY_TAG, Reply.json(401, error("UNAUTHORIZED", "who?")));
    failure(Failure.Kind.UNAUTHORIZED, () -> store.resolve("v1"));
    server.on("GET " + BY_TAG, Reply.json(403, error("DENIED", "no")));
    failure(Failure.Kind.FORBIDDEN, () -> store.resolve("v1"));
    server.on("GET " + BY_TAG, Reply.json(401, error("DENIED", "no")));
    failure(Failure.Kind.FORBIDDEN, () -> store.resolve("v1"));
    server.on("PUT " + BY_DIGEST, Reply.json(413, error("SIZE", "too much")));
    failure(Failure.Kind.TOO_LARGE, () -> store.put(IMAGE));
    server.on("PUT " + BY_DIGEST, Reply.json(405, error("UNSUPPORTED", "read-only")));
    failure(Failure.Kind.UNSUPPORTED, () -> store.put(IMAGE));
    server.on("PUT " + BY_DIGEST, Reply.json(404, error("NAME_UNKNOWN", "make it first")));
    failure(Failure.Kind.NOT_FOUND, () -> store.put(IMAGE));
  }

  @Test
  void namesTheCodeOfAManifestWithoutItsBlobs() {
    for (String code : List.of("MANIFEST_BLOB_UNKNOWN", "MANIFEST_UNKNOWN", "BLOB_UNKNOWN")) {
      for (int status : new int[] {400, 404}) {
        server.on("PUT " + BY_DIGEST, Reply.json(status, error(code, "not here")));
        Failure failure = failure(Failure.Kind.PROTOCOL, () -> store.put(IMAGE));
        assertThat(failure.facts()).containsEntry("code", code);
      }
    }
  }

  @Test
  void readsTypeFromTheDocumentWhereTheServerKnowsNone() {
    server.on(
        "GET " + BY_TAG, Reply.json(200, IMAGE.bytes().text()), Reply.json(200, "{\"layers\":1}"));
    assertThat(store.resolve("v1").orElseThrow().descriptor().mediaType())
        .isEqualTo(MediaTypes.OCI_MANIFEST);
    failure(Failure.Kind.PROTOCOL, () -> store.resolve("v1"));
  }

  @Test
  void refusesManifestOfTwoTypes() {
    server.on(
        "GET " + BY_TAG,
        Reply.of(200).header("Content-Type", MediaTypes.OCI_INDEX).body(IMAGE.bytes().toArray()));
    failure(Failure.Kind.INVALID, () -> store.resolve("v1"));
  }

  @Test
  void sendsManifestToTheByte() {
    server.on("PUT " + BY_TAG, Reply.of(201));
    store.tag(IMAGE, "v1");
    assertThat(server.last().body()).isEqualTo(IMAGE.bytes());
    assertThat(server.last().headers()).containsEntry("Content-Type", MediaTypes.OCI_MANIFEST);
    assertThat(server.lines()).containsExactly("PUT " + BY_TAG);
  }

  @Test
  void noticesThatAnotherManifestWasStored() {
    server.on(
        "PUT " + BY_TAG, Reply.of(201).header("Docker-Content-Digest", LAYER.digest().toString()));
    failure(Failure.Kind.CORRUPT, () -> store.tag(IMAGE, "v1"));
  }

  @Test
  void asksNobodyAboutWhatIsNoTag() {
    for (String tag : new String[] {"", "a/b", "../v1", "a?b", "a:b", "-a", "a".repeat(129)}) {
      failure(Failure.Kind.INVALID, () -> store.resolve(tag));
      failure(Failure.Kind.INVALID, () -> store.tag(IMAGE, tag));
    }
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void asksForManifestsAndBlobsWithOneHead() {
    server
        .on("HEAD " + BY_DIGEST, Reply.of(200))
        .on("HEAD /v2/shop/web/blobs/" + LAYER.digest(), blob(), Reply.of(404));
    assertThat(store.has(IMAGE.descriptor())).isTrue();
    assertThat(store.has(LAYER)).isTrue();
    assertThat(store.has(LAYER)).isFalse();
    assertThat(server.seen()).hasSize(3);
    server.on("HEAD " + BY_DIGEST, Reply.of(500));
    failure(Failure.Kind.PROTOCOL, () -> store.has(IMAGE.descriptor()));
  }

  @Test
  void asksWhatHasNoNameOnDockerHubBelowLibrary() {
    var hub = registries.repository(new Repository("docker.io", "alpine"));
    assertThat(hub.name()).isEqualTo("docker.io/alpine");
  }
}
