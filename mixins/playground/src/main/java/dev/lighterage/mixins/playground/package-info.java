/// The program of the mixin `playground`: a pretend cloud that keeps its state in a folder.
@NullMarked
package dev.lighterage.mixins.playground;

import org.jspecify.annotations.NullMarked;
