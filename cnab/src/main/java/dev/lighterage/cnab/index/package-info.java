/// A bundle becomes an OCI index and back, to the byte as cnab-to-oci writes it.
@NullMarked
package dev.lighterage.cnab.index;

import org.jspecify.annotations.NullMarked;
