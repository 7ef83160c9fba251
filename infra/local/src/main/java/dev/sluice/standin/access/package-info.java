/**
 * Who calls the stack: every instance of a function has an access key of its own, so that calls are
 * signed, and can be held or cut off when the instance is paused or killed.
 */
@NullMarked
package dev.sluice.standin.access;

import org.jspecify.annotations.NullMarked;
