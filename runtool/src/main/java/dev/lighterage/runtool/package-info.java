/// The run tool inside an invocation image: reads what the driver handed over, checks it, and runs
/// the steps of one action.
@NullMarked
package dev.lighterage.runtool;

import org.jspecify.annotations.NullMarked;
