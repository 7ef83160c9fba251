/** Documents as a shop has them: their formats, and the chunks they are found by. */
@NullMarked
package dev.sluice.document;

import org.jspecify.annotations.NullMarked;
