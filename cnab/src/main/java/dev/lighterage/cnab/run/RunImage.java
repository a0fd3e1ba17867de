package dev.lighterage.cnab.run;

import dev.lighterage.oci.content.Source;
import dev.lighterage.oci.model.Manifest;
import dev.lighterage.oci.value.Bytes;

/// An invocation image for this platform: where its layers are, its manifest, and its verified
/// config.
public record RunImage(Source source, Manifest.Image manifest, Bytes config) {}
