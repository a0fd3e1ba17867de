/// What a person sees and a program reads: text, JSON, tables, progress, errors with their remedies
/// and exit codes. Knows nothing of bundles.
@NullMarked
package dev.lighterage.cli.screen;

import org.jspecify.annotations.NullMarked;
