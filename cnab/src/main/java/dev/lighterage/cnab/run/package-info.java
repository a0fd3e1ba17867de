/// One operation in one invocation image, by a driver.
@NullMarked
package dev.lighterage.cnab.run;

import org.jspecify.annotations.NullMarked;
