/// What a driver and a run tool agree on: paths, variables, grants, step reports.
@NullMarked
package dev.lighterage.contract.operation;

import org.jspecify.annotations.NullMarked;
