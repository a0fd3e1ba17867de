package dev.lighterage.oci.serve;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.MediaTypes;
import dev.lighterage.oci.value.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Answers what there is: repositories, tags, referrers.
final class Lists {
  private final Repositories repositories;

  Lists(Repositories repositories) {
    this.repositories = repositories;
  }

  /// `{"repositories": […]}`.
  void catalog(Call call) throws IOException {
    Page page = Page.of(repositories.names(), "/v2/_catalog", call);
    page.link().ifPresent(link -> call.set("Link", link));
    var json = JsonObject.builder().put("repositories", JsonArray.ofStrings(page.names()));
    call.answer(200, "application/json", Json.canonical(json.build()));
  }

  /// `{"name": …, "tags": […]}`.
  void tags(Call call, String repository) throws IOException {
    List<String> all = repositories.require(repository).tags();
    Page page = Page.of(all, "/v2/" + repository + "/tags/list", call);
    page.link().ifPresent(link -> call.set("Link", link));
    var json =
        JsonObject.builder().put("name", repository).put("tags", JsonArray.ofStrings(page.names()));
    call.answer(200, "application/json", Json.canonical(json.build()));
  }

  /// An index of the referrers, empty for a subject that nobody refers to or that is not here.
  void referrers(Call call, Route.Referrers route) throws IOException {
    Digest subject = Digests.require(route.digest());
    Optional<String> wanted = call.query("artifactType");
    List<JsonObject> found =
        repositories.find(route.repository()).stream()
            .flatMap(store -> store.referrers(subject).stream())
            .filter(d -> wanted.isEmpty() || d.artifactType().equals(wanted))
            .map(Descriptor::toJson)
            .toList();
    var json =
        JsonObject.builder()
            .put("schemaVersion", 2)
            .put("mediaType", MediaTypes.OCI_INDEX)
            .put("manifests", JsonArray.of(found));
    wanted.ifPresent(_ -> call.set("OCI-Filters-Applied", "artifactType"));
    call.answer(200, MediaTypes.OCI_INDEX, Json.canonical(json.build()));
  }
}
