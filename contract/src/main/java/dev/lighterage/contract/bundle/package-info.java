/// The bundle definition of CNAB Core 1.2 (document 101): records, rules, canonical bytes, and our
/// own key in it.
@NullMarked
package dev.lighterage.contract.bundle;

import org.jspecify.annotations.NullMarked;
