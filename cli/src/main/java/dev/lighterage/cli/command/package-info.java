/// One class for each command: read flags, call one verb, print, answer an exit code.
@NullMarked
package dev.lighterage.cli.command;

import org.jspecify.annotations.NullMarked;
