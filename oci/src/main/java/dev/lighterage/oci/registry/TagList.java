package dev.lighterage.oci.registry;

import dev.lighterage.oci.http.Answer;
import dev.lighterage.oci.http.Request;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.value.Failure;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The tags of one repository, page by page. Source: distribution-spec 1.1, "Listing Tags".
final class TagList {
  /// Ours: at the usual 100 tags a page this is ten thousand tags.
  private static final int MAX_PAGES = 100;

  private static final int MAX_TAGS = 100_000;

  private final Endpoint endpoint;

  TagList(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  List<String> all() {
    var tags = new TreeSet<String>();
    Optional<URI> page = Optional.of(endpoint.at("tags/list?n=1000"));
    for (int count = 0; page.isPresent(); count++) {
      Answer answer = endpoint.read(Request.get(page.get()).with("Accept", "application/json"));
      if (count == 0 && Refusal.isAbsence(answer)) {
        return List.of();
      }
      if (!answer.isGood()) {
        throw Refusal.of(answer, "could not list the tags", name());
      }
      tags.addAll(read(answer));
      page = Links.next(endpoint, answer);
      requireBounded(count + 1, page, tags.size());
    }
    return List.copyOf(tags);
  }

  private List<String> read(Answer answer) {
    var bytes = answer.bytes();
    try {
      return Json.readObject(bytes).findArray("tags").map(JsonArray::strings).orElse(List.of());
    } catch (Failure broken) {
      throw Refusal.strange(answer, name(), "no list of tags", bytes.text());
    }
  }

  private void requireBounded(int pages, Optional<URI> next, int tags) {
    if ((pages >= MAX_PAGES && next.isPresent()) || tags > MAX_TAGS) {
      throw Failure.of(Failure.Kind.TOO_LARGE, "list of tags over the limit", name())
          .with("limit", MAX_PAGES + " pages, " + MAX_TAGS + " tags");
    }
  }

  private String name() {
    return endpoint.repository().toString();
  }
}
