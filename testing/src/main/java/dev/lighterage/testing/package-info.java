/// What the tests of all modules share.
@NullMarked
package dev.lighterage.testing;

import org.jspecify.annotations.NullMarked;
