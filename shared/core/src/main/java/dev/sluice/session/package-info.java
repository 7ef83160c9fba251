/** What is kept about connections, streams, sessions and keys, and the ports that keep it. */
@NullMarked
package dev.sluice.session;

import org.jspecify.annotations.NullMarked;
