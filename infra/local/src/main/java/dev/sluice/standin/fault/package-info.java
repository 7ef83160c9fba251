/** Faults as data: what goes wrong when, in posts, invocations and the store. */
@NullMarked
package dev.sluice.standin.fault;

import org.jspecify.annotations.NullMarked;
