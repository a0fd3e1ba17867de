/// One run of the command: what surrounds it, its global flags, its folders, how it is stopped.
@NullMarked
package dev.lighterage.cli.session;

import org.jspecify.annotations.NullMarked;
