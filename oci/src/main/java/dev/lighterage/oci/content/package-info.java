/// What is moved and where: content that can be opened again, and the sources, targets and stores
/// it moves between.
@NullMarked
package dev.lighterage.oci.content;

import org.jspecify.annotations.NullMarked;
