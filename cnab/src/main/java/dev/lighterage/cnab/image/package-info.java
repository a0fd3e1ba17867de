/// Makes invocation images (runners) and reads what is in them, without an engine.
@NullMarked
package dev.lighterage.cnab.image;

import org.jspecify.annotations.NullMarked;
