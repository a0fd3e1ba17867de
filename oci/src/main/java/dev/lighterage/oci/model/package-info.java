/// Values only: descriptors, references, manifests, platforms. Knows JSON, and neither network nor
/// disk.
@NullMarked
package dev.lighterage.oci.model;

import org.jspecify.annotations.NullMarked;
