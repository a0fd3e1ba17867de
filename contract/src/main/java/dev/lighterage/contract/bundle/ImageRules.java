package dev.lighterage.contract.bundle;

import dev.lighterage.oci.json.JsonArray;
import dev.lighterage.oci.json.JsonNumber;
import dev.lighterage.oci.value.Digest;
import dev.lighterage.oci.value.Failure;
import java.util.Set;

/// Rules about invocation images and components.
final class ImageRules {
  /// [101.15], [101.24]; `""` is what Go tools write where there was none.
  private static final Set<String> TYPES = Set.of("oci", "docker", "");

  private final Findings findings;

  private ImageRules(Findings findings) {
    this.findings = findings;
  }

  static void check(Part root, Findings findings) {
    var rules = new ImageRules(findings);
    boolean none =
        root.json().find("invocationImages").orElse(null) instanceof JsonArray array
            && array.values().isEmpty();
    findings.require(
        !none, "101.12", root.pathOf("invocationImages"), "must have at least one entry");
    root.parts("invocationImages").forEach(image -> rules.image(image, "101.16", "101.17"));
    root.byName("images").values().forEach(image -> rules.image(image, "101.25", "101.26"));
    root.byName("images").values().forEach(rules::type);
  }

  private void image(Part image, String locationRule, String digestRule) {
    String location = image.text("image").orElse("-");
    findings.require(!location.isBlank(), locationRule, image.pathOf("image"), "is empty");
    image
        .text("contentDigest")
        .ifPresentOrElse(
            digest -> digest(image, digest, digestRule, location),
            () ->
                findings.warning(
                    "101.20", image.pathOf("contentDigest"), "is missing, so it cannot travel"));
    if (image.json().find("size").orElse(null) instanceof JsonNumber size) {
      findings.require(!size.text().startsWith("-"), "101.22", image.pathOf("size"), "is below 0");
    }
  }

  private void digest(Part image, String digest, String rule, String location) {
    String path = image.pathOf("contentDigest");
    try {
      Digest.parse(digest);
    } catch (Failure failure) {
      if (failure.kind() == Failure.Kind.UNSUPPORTED) {
        findings.warning(rule, path, "is of an algorithm that is not known here");
      } else {
        findings.error(rule, path, "is no digest such as sha256:<64 lower-case hex digits>");
      }
    }
    int at = location.indexOf('@');
    if (at >= 0 && !location.substring(at + 1).equals(digest)) {
      findings.warning(rule, path, "is another digest than that of `image`");
    }
  }

  private void type(Part image) {
    image
        .text("imageType")
        .filter(type -> !TYPES.contains(type))
        .ifPresent(
            type ->
                findings.warning(
                    "101.24",
                    image.pathOf("imageType"),
                    "is a type that other tools cannot publish: " + type));
  }
}
