/// Files become a reproducible layer, and a layer from anywhere becomes files inside one folder.
@NullMarked
package dev.lighterage.oci.pack;

import org.jspecify.annotations.NullMarked;
