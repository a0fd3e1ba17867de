package dev.lighterage.cnab.run;

import dev.lighterage.oci.content.Content;

/// A file that the run finds at `path` (absolute) before it starts. A secret one is readable by the
/// run's user alone and is never shown; none outlives the run ([103.12]).
public record InputFile(String path, Content content, boolean secret) {}
