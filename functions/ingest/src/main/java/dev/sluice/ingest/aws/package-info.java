/** The ingest function's queues. */
@NullMarked
package dev.sluice.ingest.aws;

import org.jspecify.annotations.NullMarked;
