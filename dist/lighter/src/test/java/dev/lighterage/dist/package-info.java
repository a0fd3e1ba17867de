/// Tests of the packaged tool, as a process of its own.
@NullMarked
package dev.lighterage.dist;

import org.jspecify.annotations.NullMarked;
