/// What is moved and where: content that can be opened again, the sources, targets and stores it
/// moves between, and the place on the disk for what is half-made.
@NullMarked
package dev.lighterage.oci.content;

import org.jspecify.annotations.NullMarked;
