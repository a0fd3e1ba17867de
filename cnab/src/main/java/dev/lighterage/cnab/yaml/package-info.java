/// The single gate to YAML: one strict document to a small tree whose nodes know line and column.
@NullMarked
package dev.lighterage.cnab.yaml;

import org.jspecify.annotations.NullMarked;
