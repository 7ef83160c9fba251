/** The port through which frames reach a connection, and what can become of a post. */
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;
