/// The program of the mixin `files`: puts files into a folder and takes exactly those away again.
@NullMarked
package dev.lighterage.mixins.files;

import org.jspecify.annotations.NullMarked;
