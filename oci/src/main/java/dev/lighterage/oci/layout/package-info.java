/// A store in a folder: the OCI image layout, shared safely among processes.
@NullMarked
package dev.lighterage.oci.layout;

import org.jspecify.annotations.NullMarked;
