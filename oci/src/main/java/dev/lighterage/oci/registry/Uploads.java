package dev.lighterage.oci.registry;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.http.Answer;
import dev.lighterage.oci.http.Request;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Blobs on their way into one repository: POST for a session, then one PUT of known length, the
/// one form that every registry takes. When the PUT fails on the way, the upload is begun anew;
/// what fails before it was tried often enough by those who did it. Source: distribution-spec 1.1,
/// "Pushing blobs"; [L3].
final class Uploads {
  /// What may be different with a new session: a session that is gone (404, 416), a server that is
  /// overloaded or restarts.
  private static final Set<Integer> BEGIN_ANEW = Set.of(404, 408, 416, 429, 500, 502, 503, 504);

  private final Endpoint endpoint;

  /// Sessions that a registry opened instead of mounting, for the upload that follows.
  private final ConcurrentHashMap<Digest, URI> opened = new ConcurrentHashMap<>();

  Uploads(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// Whether the blob is here now without its bytes having been sent.
  boolean mount(Descriptor blob, Endpoint from) {
    URI uri = endpoint.at("blobs/uploads/?mount=" + blob.digest() + "&from=" + from.name());
    try {
      Answer answer = endpoint.mount(post(uri), from.name());
      if (answer.status() == 202) {
        location(answer).ifPresent(session -> opened.put(blob.digest(), session));
      }
      return answer.status() == 201;
    } catch (Failure refused) {
      // Not allowed to read there, perhaps, or a token service that knows no second repository; the
      // upload will say whether we may write here.
      if (refused.kind() == Failure.Kind.CANCELED) {
        throw refused;
      }
      return false;
    }
  }

  void push(Descriptor blob, Content content) {
    requireSize(blob, content);
    int attempts = endpoint.http().settings().retries().attempts();
    var checked = new CheckedContent(blob, content);
    for (int attempt = 1; ; attempt++) {
      boolean last = attempt >= attempts;
      Optional<String> retryAfter = Optional.empty();
      URI session = session(blob);
      try {
        Answer answer = send(blob, session, checked);
        if (answer.isGood()) {
          return;
        }
        if (last || !BEGIN_ANEW.contains(answer.status())) {
          throw Refusal.of(answer, "registry refused the blob", subject(blob));
        }
        retryAfter = answer.header("Retry-After");
      } catch (Failure failure) {
        if (last || checked.isBroken() || failure.kind() != Failure.Kind.UNREACHABLE) {
          throw failure;
        }
      }
      endpoint.http().pause(attempt, retryAfter);
    }
  }

  private void requireSize(Descriptor blob, Content content) {
    try {
      if (content.size() != blob.size()) {
        throw Failure.of(
                Failure.Kind.CORRUPT, "content is not of the size it should be", subject(blob))
            .with("expected", blob.size() + " bytes")
            .with("found", content.size() + " bytes");
      }
    } catch (IOException e) {
      throw Failure.of(Failure.Kind.STORAGE, "could not read what was to be sent", subject(blob))
          .because(e);
    }
  }

  private URI session(Descriptor blob) {
    return Optional.ofNullable(opened.remove(blob.digest())).orElseGet(() -> open(blob));
  }

  private Answer send(Descriptor blob, URI session, CheckedContent content) {
    String separator = session.getRawQuery() == null ? "?" : "&";
    URI target = URI.create(session + separator + "digest=" + blob.digest());
    return endpoint.write(
        Request.of("PUT", target)
            .with("Content-Type", "application/octet-stream")
            .with(new Request.Body(content, blob.size()))
            .repeat(Request.Repeat.NEVER));
  }

  private URI open(Descriptor blob) {
    Answer answer = endpoint.write(post(endpoint.at("blobs/uploads/")));
    if (answer.status() != 202) {
      throw answer.isGood()
          ? Refusal.strange(answer, subject(blob), "no upload was begun")
          : Refusal.of(answer, "registry refused the blob", subject(blob));
    }
    return location(answer)
        .orElseThrow(() -> Refusal.strange(answer, subject(blob), "the upload has no Location"));
  }

  private Optional<URI> location(Answer answer) {
    return answer.header("Location").map(l -> endpoint.named("upload location", answer, l));
  }

  /// A session more does no harm: it runs out.
  private static Request post(URI uri) {
    return Request.of("POST", uri).repeat(Request.Repeat.ALWAYS);
  }

  /// A blob of another length is damaged, and counts as absent so that it is sent again.
  boolean has(Descriptor blob) {
    Answer answer = endpoint.read(Request.of("HEAD", endpoint.at("blobs/" + blob.digest())));
    if (!answer.isGood() && answer.status() != 404) {
      throw Refusal.of(answer, "could not ask for the blob", subject(blob));
    }
    return answer.isGood() && answer.length().orElse(blob.size()) == blob.size();
  }

  private String subject(Descriptor blob) {
    return endpoint.repository() + "@" + blob.digest();
  }
}
