package dev.lighterage.cnab.index;

import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Reference;
import dev.lighterage.oci.model.Repository;
import java.util.SortedMap;
import java.util.TreeMap;

/// The relocation mapping of a stored bundle: every image as written → `repository@digest`.
final class RelocationMapping {
  private RelocationMapping() {}

  static SortedMap<String, String> of(PublishedBundle published, Repository repository) {
    var map = new TreeMap<String, String>();
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
    return map;
  }

  private static String at(Repository repository, Descriptor descriptor) {
    return Reference.Pinned.of(repository, descriptor.digest()).canonical();
  }
}
