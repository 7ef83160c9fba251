/** Who may connect, and what is kept of a connection. */
@NullMarked
package dev.sluice.connect;

import org.jspecify.annotations.NullMarked;
