/// Values that need no format: bytes, digests, secrets, and the one failure type. Knows nothing
/// else of ours.
@NullMarked
package dev.lighterage.oci.value;

import org.jspecify.annotations.NullMarked;
