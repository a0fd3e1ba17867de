/// Folders of layouts as a registry, over HTTP.
@NullMarked
package dev.lighterage.oci.serve;

import org.jspecify.annotations.NullMarked;
