/** Texts as vectors of meaning, computed in the process. */
@NullMarked
package dev.sluice.embedding;

import org.jspecify.annotations.NullMarked;
