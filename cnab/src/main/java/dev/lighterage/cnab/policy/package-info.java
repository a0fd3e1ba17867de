/// Facts in, verdict out: what a bundle may do here. Pure: no clock, no disk, no network.
@NullMarked
package dev.lighterage.cnab.policy;

import org.jspecify.annotations.NullMarked;
