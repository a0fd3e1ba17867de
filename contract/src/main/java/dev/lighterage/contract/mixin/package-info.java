/// What a mixin is: its descriptor, and the inventory of an invocation image.
@NullMarked
package dev.lighterage.contract.mixin;

import org.jspecify.annotations.NullMarked;
