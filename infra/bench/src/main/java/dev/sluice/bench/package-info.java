/** Measurements: loads on the local stack, side by side with what others do. */
@NullMarked
package dev.sluice.bench;

import org.jspecify.annotations.NullMarked;
