package dev.lighterage.cnab.kind;

import dev.lighterage.oci.content.Content;
import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.model.Descriptor;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// An Azure Resource Manager template, stored as `bicep publish` stores a module, so that Bicep can
/// refer to it and we to Bicep's.
///
/// Source: Azure/bicep, src/Bicep.Core/Registry/OciArtifactRegistry.cs, `PublishModule`, and
/// AzureContainerRegistryManager.cs: `artifactType` of a module, config `{}`, first layer the
/// template as compiled, further layers (its Bicep sources) ignored by readers. Of its annotations
/// `created` is left out, because the same input must give the same digest; our layer's title is
/// the file's name where Bicep's is a fixed phrase.
final class Arm implements Kind {
  static final String ARTIFACT = "application/vnd.ms.bicep.module.artifact";
  static final String CONFIG = "application/vnd.ms.bicep.module.config.v1+json";
  static final String LAYER = "application/vnd.ms.bicep.module.layer.v1+json";

  /// The name of a template whose layer has no title that is the name of a JSON file.
  private static final String UNTITLED = "template.json";

  private static final Pattern FILE_NAME = Pattern.compile("[^/\\\\\\p{Cntrl}]{1,200}\\.json");

  @Override
  public String name() {
    return "arm";
  }

  @Override
  public Shape shape() {
    return Shape.FILE;
  }

  @Override
  public Packed pack(Path path, Path scratch) {
    Bytes bytes = LocalFile.read(path, ArmTemplate.LIMIT);
    ArmTemplate template = ArmTemplate.read(path.toString(), bytes);
    String title = Title.of(path);
    Bytes empty = Bytes.utf8("{}");
    Descriptor config = Descriptor.of(CONFIG, empty);
    Descriptor layer = Descriptor.of(LAYER, bytes);
    var annotations = new TreeMap<String, String>();
    template.description().ifPresent(d -> annotations.put(Annotations.DESCRIPTION, d));
    var titled = layer.withAnnotations(Map.of(Annotations.TITLE, title));
    Manifest.Image manifest =
        new ManifestForm(true, Optional.of(ARTIFACT), config, List.of(titled), annotations).write();
    return new Packed(
        manifest,
        Map.of(config, Content.of(empty), layer, Content.of(bytes)),
        Optional.empty(),
        Optional.of(template.contentVersion()),
        List.of(new Packed.PackedFile(title, bytes.size(), false)));
  }

  /// Bicep before 0.14 wrote no `artifactType`; the config's type says the same.
  @Override
  public boolean recognises(Manifest.Image manifest) {
    return manifest.artifactType().filter(t -> t.equals(ARTIFACT) || t.equals(CONFIG)).isPresent();
  }

  @Override
  public void check(Manifest.Image manifest) {
    template(manifest);
  }

  @Override
  public SortedMap<String, String> show(Manifest.Image manifest, Source source) {
    var facts = new TreeMap<String, String>();
    facts.put("template", fileName(template(manifest)));
    Optional.ofNullable(manifest.annotations().get(Annotations.DESCRIPTION))
        .ifPresent(d -> facts.put("description", d));
    return facts;
  }

  @Override
  public void unpack(Manifest.Image manifest, Source source, Path folder) {
    Descriptor layer = template(manifest);
    Landing.file(layer, source.blob(layer), folder, fileName(layer), false);
  }

  private Descriptor template(Manifest.Image manifest) {
    return Layers.typed(manifest, name(), Set.of(LAYER));
  }

  private static String fileName(Descriptor layer) {
    return Layers.findTitle(layer).filter(t -> FILE_NAME.matcher(t).matches()).orElse(UNTITLED);
  }
}
