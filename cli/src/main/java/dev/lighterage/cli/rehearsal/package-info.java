/// What the launcher runs once to have an archive of classes made: commands as people run them, in
/// a folder of their own.
@NullMarked
package dev.lighterage.cli.rehearsal;

import org.jspecify.annotations.NullMarked;
