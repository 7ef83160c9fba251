/** The chat widget, its client and its pages, as files for a web server. */
@NullMarked
package dev.sluice.widget;

import org.jspecify.annotations.NullMarked;
