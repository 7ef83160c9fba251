/**
 * Functions in JVMs of their own, under AWS's runtime interface client, so that packaging, cold
 * starts and the death of a process are real.
 */
@NullMarked
package dev.sluice.standin.process;

import org.jspecify.annotations.NullMarked;
