/**
 * A resumable client of the wire protocol: what a widget does, for the command line and for tests.
 */
@NullMarked
package dev.sluice.client;

import org.jspecify.annotations.NullMarked;
