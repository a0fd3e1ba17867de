/// The one place for requests: limits, retries, redirects, counting, trace.
///
/// Knows HTTP and nothing of registries or credentials.
@NullMarked
package dev.lighterage.oci.http;

import org.jspecify.annotations.NullMarked;
