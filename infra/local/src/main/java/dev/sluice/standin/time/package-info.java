/** Waiting and time as something that is passed in, so that tests need neither. */
@NullMarked
package dev.sluice.standin.time;

import org.jspecify.annotations.NullMarked;
