package dev.lighterage.cnab.run;

import dev.lighterage.contract.bundle.Bundle;
import dev.lighterage.contract.operation.Places;
import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.json.Json;
import dev.lighterage.oci.json.JsonObject;
import dev.lighterage.oci.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What every run gets beside its parameters and credentials: who, what, and the documents.
///
/// @param bundle the definition, handed over as the stored bytes
/// @param installation its name
/// @param action what is done
/// @param revision the revision of the claim
/// @param claim the claim as it is stored
/// @param relocation references by what the definition calls them, where they lie elsewhere
///   ([103.33]); empty when nothing was moved
public record RunContext(
    Bundle bundle,
    String installation,
    String action,
    String revision,
    Bytes claim,
    SortedMap<String, String> relocation) {

  /// [103.6], [103.9], [400.9]; the bundle's version as cnab-go gives it.
  public SortedMap<String, Variable> environment() {
    var all = new TreeMap<String, Variable>();
    all.put(Places.ACTION, new Variable.Plain(action));
    all.put(Places.INSTALLATION, new Variable.Plain(installation));
    all.put(Places.BUNDLE_NAME, new Variable.Plain(bundle.name()));
    all.put("CNAB_BUNDLE_VERSION", new Variable.Plain(bundle.version()));
    all.put(Places.REVISION, new Variable.Plain(revision));
    all.put(Places.CLAIMS_VERSION, new Variable.Plain(Places.CLAIMS_VERSION_VALUE));
    return all;
  }

  /// [101.2], [400.10], [103.35]; the image map for images that are older than CNAB 1.0 ([A11]).
  public List<InputFile> files() {
    var all = new ArrayList<InputFile>();
    all.add(file(Places.BUNDLE, bundle.bytes()));
    all.add(file(Places.CLAIM, claim));
    if (!relocation.isEmpty()) {
      all.add(file(RELOCATION, Json.canonical(JsonObject.of(relocation))));
    }
    Json.readObject(bundle.bytes())
        .findObject("images")
        .ifPresent(images -> all.add(file(IMAGE_MAP, Json.canonical(images))));
    return List.copyOf(all);
  }

  /// [103.35].
  static final String RELOCATION = "/cnab/app/relocation-mapping.json";

  static final String IMAGE_MAP = "/cnab/app/image-map.json";

  private static InputFile file(String path, Bytes bytes) {
    return new InputFile(path, Content.of(bytes), false);
  }
}
