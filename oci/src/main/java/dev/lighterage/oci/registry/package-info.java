/// A store in a registry: OCI distribution-spec 1.1 as a client speaks it.
@NullMarked
package dev.lighterage.oci.registry;

import org.jspecify.annotations.NullMarked;
