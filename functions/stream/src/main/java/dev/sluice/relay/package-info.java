/** Brings an answer from the model to its reader: exactly once, in order, whatever breaks. */
@NullMarked
package dev.sluice.relay;

import org.jspecify.annotations.NullMarked;
