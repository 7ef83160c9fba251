/** Feeds that a shop publishes on its site: fetched on a schedule, put among its documents. */
@NullMarked
package dev.sluice.ingest.feed;

import org.jspecify.annotations.NullMarked;
