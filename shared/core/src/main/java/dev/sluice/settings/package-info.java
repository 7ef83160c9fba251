/** Settings read from a function's environment, checked all at once. */
@NullMarked
package dev.sluice.settings;

import org.jspecify.annotations.NullMarked;
