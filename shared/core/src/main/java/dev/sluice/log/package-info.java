/** One JSON line for each event, without content. */
@NullMarked
package dev.sluice.log;

import org.jspecify.annotations.NullMarked;
