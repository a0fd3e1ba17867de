package dev.lighterage.oci.registry;

import dev.lighterage.oci.http.Answer;
import dev.lighterage.oci.http.Excerpt;
import dev.lighterage.oci.http.Request;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// The manifests of one repository. Source: distribution-spec 1.1, "Pulling manifests", "Pushing
/// manifests".
final class Manifests {
  /// All that a registry may have, since some answer 404 to a type that is not named, and anything
  /// else too, so that what it has is told apart from what it lacks.
  private static final String ACCEPT =
      String.join(
          ", ",
          MediaTypes.OCI_MANIFEST,
          MediaTypes.OCI_INDEX,
          MediaTypes.DOCKER_MANIFEST,
          MediaTypes.DOCKER_LIST,
          "*/*");

  /// What servers say that do not know the types of OCI.
  private static final Set<String> UNSPECIFIC =
      Set.of("application/json", "application/octet-stream", "text/plain");

  /// The place that a failure of [Json] names when it is about the whole document.
  private static final String ROOT = "$";

  private final Endpoint endpoint;

  Manifests(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  Optional<Manifest> tagged(String tag) {
    return get(tag, Optional.empty());
  }

  Optional<Manifest> pinned(Digest digest) {
    return get(digest.toString(), Optional.of(digest));
  }

  private Optional<Manifest> get(String reference, Optional<Digest> expected) {
    String subject = subject(reference);
    Answer answer =
        endpoint.read(
            Request.get(endpoint.at("manifests/" + reference))
                .with("Accept", ACCEPT)
                .limit(Manifest.MAX_BYTES));
    if (Refusal.isAbsence(answer)) {
      return Optional.empty();
    }
    if (!answer.isGood()) {
      throw Refusal.of(answer, "could not read the manifest", subject);
    }
    Bytes bytes = answer.bytes();
    // No byte reaches a parser before its digest is right ([C1]).
    Digest.Algorithm algorithm = verify(answer, bytes, expected, subject);
    String type = type(answer, bytes, subject);
    return Optional.of(read(answer, subject, () -> Manifest.read(type, bytes, algorithm)));
  }

  /// A document against its format says at which place. One that has no place in it, since it is no
  /// JSON or no object, nobody can have pushed as a manifest: it is the peer's fault.
  private static Manifest read(Answer answer, String subject, Supplier<Manifest> reading) {
    try {
      return reading.get();
    } catch (Failure broken) {
      if (broken.kind() == Failure.Kind.INVALID && broken.subject().equals(ROOT)) {
        String why = broken.facts().getOrDefault("why", "no object");
        throw Refusal.strange(
                answer, subject, "not a manifest in JSON: " + why, answer.bytes().text())
            .because(broken);
      }
      throw broken.in(subject);
    }
  }

  /// By digest, the digest counts. By tag there is none to hold the bytes to; but a registry that
  /// names another one than they have did not send what it meant to.
  private static Digest.Algorithm verify(
      Answer answer, Bytes bytes, Optional<Digest> expected, String subject) {
    Optional<Digest> wanted = expected.or(() -> said(answer));
    if (wanted.isPresent()) {
      Digest found = bytes.digest(wanted.get().algorithm());
      if (!found.equals(wanted.get())) {
        throw Failure.of(Failure.Kind.CORRUPT, "content is not what its digest says", subject)
            .with("expected", wanted.get())
            .with("found", found)
            .with("size", bytes.size() + " bytes")
            .with("begins", Excerpt.of(bytes.text(), 100));
      }
    }
    return expected.map(Digest::algorithm).orElse(Digest.Algorithm.SHA256);
  }

  private static Optional<Digest> said(Answer answer) {
    return answer.header("Docker-Content-Digest").map(String::strip).flatMap(Digest::find);
  }

  private static String type(Answer answer, Bytes bytes, String subject) {
    String type = answer.mediaType().orElse("");
    if (MediaTypes.isManifest(type)) {
      return type;
    }
    if (Refusal.isHtml(answer)) {
      throw Refusal.strange(answer, subject, "HTML instead of a manifest", bytes.text());
    }
    if (type.isEmpty() || UNSPECIFIC.contains(type)) {
      return sniff(bytes)
          .orElseThrow(
              () ->
                  Refusal.strange(
                      answer, subject, "neither a manifest nor an index", bytes.text()));
    }
    throw Failure.of(Failure.Kind.UNSUPPORTED, "unknown type of manifest", subject)
        .with("media type", Excerpt.of(type, 100));
  }

  private static Optional<String> sniff(Bytes bytes) {
    try {
      return Manifest.sniff(bytes);
    } catch (Failure notJson) {
      return Optional.empty();
    }
  }

  boolean has(Digest digest) {
    Answer answer =
        endpoint.read(
            Request.of("HEAD", endpoint.at("manifests/" + digest)).with("Accept", ACCEPT));
    if (!answer.isGood() && answer.status() != 404) {
      throw Refusal.of(answer, "could not ask for the manifest", subject(digest.toString()));
    }
    return answer.isGood();
  }

  /// Stores the manifest's bytes under `reference`, a tag or its digest; the answer is good.
  Answer put(Manifest manifest, String reference) {
    Answer answer =
        endpoint.write(
            Request.of("PUT", endpoint.at("manifests/" + reference))
                .with("Content-Type", manifest.descriptor().mediaType())
                .with(Request.Body.of(manifest.bytes())));
    if (!answer.isGood()) {
      throw Refusal.of(answer, "registry refused the manifest", subject(reference));
    }
    said(answer)
        .filter(d -> !d.equals(manifest.bytes().digest(d.algorithm())))
        .ifPresent(
            other -> {
              throw Failure.of(
                      Failure.Kind.CORRUPT, "registry stored another manifest", subject(reference))
                  .with("expected", manifest.descriptor().digest())
                  .with("found", other);
            });
    return answer;
  }

  private String subject(String reference) {
    return endpoint.repository() + (reference.contains(":") ? "@" : ":") + reference;
  }
}
