package dev.lighterage.cnab.run;

import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import dev.lighterage.oci.value.Digest;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a run needs of an image's config (image-spec 1.1, config.md): its variables, and the
/// digests of its layers once unpacked.
///
/// Entry point, user, working folder and volumes are not asked: a run starts `/cnab/app/run` as a
/// user without rights, whatever the image says ([103.1]).
record ImageConfig(SortedMap<String, String> environment, List<Digest> diffIds) {

  /// Reads a config; fails with `INVALID`.
  static ImageConfig read(Bytes bytes) {
    JsonObject json = Json.readObject(bytes);
    var environment = new TreeMap<String, String>();
    for (String pair :
        json.findObject("config")
            .flatMap(config -> config.findArray("Env"))
            .map(JsonArray::strings)
            .orElse(List.of())) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        environment.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    List<Digest> diffIds =
        json.findObject("rootfs")
            .flatMap(rootfs -> rootfs.findArray("diff_ids"))
            .map(ids -> ids.strings().stream().map(Digest::parse).toList())
            .orElse(List.of());
    return new ImageConfig(environment, diffIds);
  }
}
