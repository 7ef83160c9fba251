/**
 * The index of a tenant: written as an immutable snapshot, published to a store, opened from it.
 */
@NullMarked
package dev.sluice.index;

import org.jspecify.annotations.NullMarked;
