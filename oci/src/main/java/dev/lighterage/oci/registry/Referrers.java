package dev.lighterage.oci.registry;

import dev.lighterage.oci.http.Answer;
import dev.lighterage.oci.http.Request;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who refers to a subject in one repository: by the API, else by the referrers tag.
///
/// Source: distribution-spec 1.1, "Listing Referrers", "Unavailable Referrers API", "Pushing
/// Manifests with Subject".
final class Referrers {
  /// [C5].
  private static final int MAX_PAGES = 20;

  /// What a registry without the API says: by the specification 404; the others were seen (Quay,
  /// ECR, proxies).
  private static final Set<Integer> NO_API = Set.of(400, 404, 405, 406, 501);

  private final Endpoint endpoint;
  private final Traits traits;
  private final ReferrersTag tag;

  Referrers(Endpoint endpoint, Manifests manifests, Traits traits) {
    this.endpoint = endpoint;
    this.traits = traits;
    this.tag = new ReferrersTag(endpoint, manifests);
  }

  List<Descriptor> of(Digest subject) {
    return byApi(subject).orElseGet(() -> tag.read(subject));
  }

  /// Makes a manifest that was just stored findable from its subject, where the registry did not
  /// say that it did so itself.
  void list(Manifest manifest, Answer stored) {
    if (manifest.subject().isEmpty() || stored.header("OCI-Subject").isPresent()) {
      return;
    }
    Digest subject = manifest.subject().get().digest();
    Optional<List<Descriptor>> listed =
        traits.referrers().orElse(true) ? byApi(subject) : Optional.empty();
    if (listed.isEmpty()) {
      tag.add(subject, manifest);
    }
  }

  /// Empty where the registry has no such API.
  private Optional<List<Descriptor>> byApi(Digest subject) {
    if (!traits.referrers().orElse(true)) {
      return Optional.empty();
    }
    Map<Digest, Descriptor> found = new LinkedHashMap<>();
    Optional<URI> page = Optional.of(endpoint.at("referrers/" + subject));
    for (int count = 1; page.isPresent(); count++) {
      Answer answer =
          endpoint.read(
              Request.get(page.get())
                  .with("Accept", MediaTypes.OCI_INDEX)
                  .limit(Manifest.MAX_BYTES));
      if (count == 1 && NO_API.contains(answer.status())) {
        remember(answer);
        return Optional.empty();
      }
      if (!answer.isGood()) {
        throw Refusal.of(answer, "could not list the referrers", subject(subject));
      }
      read(answer, subject).forEach(d -> found.putIfAbsent(d.digest(), d));
      traits.referrers(true);
      page = Links.next(endpoint, answer);
      requireBounded(count, page, subject);
    }
    return Optional.of(List.copyOf(found.values()));
  }

  /// A registry with the API may miss the repository; that says nothing about the API.
  private void remember(Answer answer) {
    Optional<Refusal.Said> error = Refusal.error(answer.bytes());
    boolean missing =
        error
            .filter(e -> e.code().equals("NAME_UNKNOWN") || e.code().equals("MANIFEST_UNKNOWN"))
            .isPresent();
    if (!missing) {
      traits.referrers(false);
    }
  }

  private List<Descriptor> read(Answer answer, Digest subject) {
    var bytes = answer.bytes();
    try {
      return Json.readObject(bytes).array("manifests").objects(Descriptor::read);
    } catch (Failure broken) {
      throw Refusal.strange(answer, subject(subject), "no list of referrers", bytes.text());
    }
  }

  private void requireBounded(int pages, Optional<URI> next, Digest subject) {
    if (pages >= MAX_PAGES && next.isPresent()) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "list of referrers over the limit", subject(subject))
          .with("limit", MAX_PAGES + " pages");
    }
  }

  private String subject(Digest digest) {
    return endpoint.repository() + "@" + digest;
  }
}
