/// Installations and what is kept of them: claims, results, outputs, logs (CNAB 400).
@NullMarked
package dev.lighterage.cnab.state;

import org.jspecify.annotations.NullMarked;
