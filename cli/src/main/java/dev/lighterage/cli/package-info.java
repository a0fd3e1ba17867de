/// The command `lighter`: words and screens.
@NullMarked
package dev.lighterage.cli;

import org.jspecify.annotations.NullMarked;
