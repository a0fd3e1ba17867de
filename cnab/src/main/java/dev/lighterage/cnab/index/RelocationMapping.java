package dev.lighterage.cnab.index;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import dev.lighterage.oci.value.Bytes;

/// The relocation mapping of a stored bundle: every image as written → `repository@digest`.
final class RelocationMapping {
  private RelocationMapping() {}

  static Bytes of(PublishedBundle published, Repository repository) {
    var map = JsonObject.builder();
    var images = published.bundle().invocationImages();
    for (int i = 0; i < Math.min(images.size(), published.invocations().size()); i++) {
      map.put(images.get(i).image(), at(repository, published.invocations().get(i)));
    }
    published
        .bundle()
        .images()
        .forEach(
            (name, image) -> {
              Descriptor found = published.components().get(name);
              if (found != null) {
                map.put(image.image(), at(repository, found));
              }
            });
    return Json.canonical(map.build());
  }

  private static String at(Repository repository, Descriptor descriptor) {
    return Reference.Pinned.of(repository, descriptor.digest()).canonical();
  }
}
