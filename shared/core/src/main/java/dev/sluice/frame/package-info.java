/** The wire protocol: what clients send, what they receive, and the codec between both and JSON. */
@NullMarked
package dev.sluice.frame;

import org.jspecify.annotations.NullMarked;
