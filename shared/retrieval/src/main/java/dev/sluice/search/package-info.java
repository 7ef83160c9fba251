/** Finds the passages that answer a question: words and vectors, fused. */
@NullMarked
package dev.sluice.search;

import org.jspecify.annotations.NullMarked;
