/// The single gate to JSON Schema (draft-07), which definitions of parameters and outputs are
/// written in.
@NullMarked
package dev.lighterage.contract.schema;

import org.jspecify.annotations.NullMarked;
