package dev.lighterage.oci.content;

/// One place that can be read and written: a repository of a registry, or a layout folder.
public interface Store extends Source, Target {}
