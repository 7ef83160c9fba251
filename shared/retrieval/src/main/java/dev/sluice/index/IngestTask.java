package dev.sluice.index;

import java.util.function.BooleanSupplier;

/**
 * What an ingest is to do.
 *
 * @param source the documents
 * @param progress is told how far it has come
 * @param outOfTime whether to publish what is done and leave the rest
 */
record IngestTask(DocumentSource source, IndexProgress progress, BooleanSupplier outOfTime) {}
