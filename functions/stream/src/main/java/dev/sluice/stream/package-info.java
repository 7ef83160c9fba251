/** The stream function: takes a stream's lease and has its answer relayed. */
@NullMarked
package dev.sluice.stream;

import org.jspecify.annotations.NullMarked;
