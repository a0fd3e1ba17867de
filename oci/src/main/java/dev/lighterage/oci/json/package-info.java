/// The single gate to JSON: strict limited reading, RFC 8785 writing.
@NullMarked
package dev.lighterage.oci.json;

import org.jspecify.annotations.NullMarked;
