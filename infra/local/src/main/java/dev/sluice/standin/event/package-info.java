/** Events that invoke functions: of a bucket's objects, and of time. */
@NullMarked
package dev.sluice.standin.event;

import org.jspecify.annotations.NullMarked;
