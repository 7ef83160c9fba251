/** The command line: the local stack, questions, the index, keys. */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
