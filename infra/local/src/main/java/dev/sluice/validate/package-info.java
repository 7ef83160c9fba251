/** Checks any deployment from outside, as a client sees it. */
@NullMarked
package dev.sluice.validate;

import org.jspecify.annotations.NullMarked;
