/// The author's file, `lighter.yaml`, its lock, and where artifacts are at home.
@NullMarked
package dev.lighterage.cnab.recipe;

import org.jspecify.annotations.NullMarked;
