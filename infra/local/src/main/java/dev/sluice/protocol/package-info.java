/** The protocol's document as a machine reads it. */
@NullMarked
package dev.sluice.protocol;

import org.jspecify.annotations.NullMarked;
