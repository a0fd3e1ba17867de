/// One class per verb of the command: reads as the table of contents of everything below.
@NullMarked
package dev.lighterage.cnab.app;

import org.jspecify.annotations.NullMarked;
