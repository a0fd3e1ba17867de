/// Who we are at a host: stored logins, credential helpers, challenges and tokens.
@NullMarked
package dev.lighterage.oci.auth;

import org.jspecify.annotations.NullMarked;
