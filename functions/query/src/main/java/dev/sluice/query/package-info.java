/**
 * What is done with a client's message: questions are prepared, streams resumed, cancelled, rated.
 */
@NullMarked
package dev.sluice.query;

import org.jspecify.annotations.NullMarked;
