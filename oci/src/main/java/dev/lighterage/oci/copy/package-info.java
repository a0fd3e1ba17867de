/// A graph of manifests and blobs moves from a source to a target, children first.
@NullMarked
package dev.lighterage.oci.copy;

import org.jspecify.annotations.NullMarked;
