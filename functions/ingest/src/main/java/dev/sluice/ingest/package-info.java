/** The function that makes a tenant's documents searchable when they change. */
@NullMarked
package dev.sluice.ingest;

import org.jspecify.annotations.NullMarked;
