/**
 * Embedding models that are asked over HTTP. Their three APIs are spoken here and not through
 * LangChain4j, whose libraries for them do not fit into the query function's package; see {@code
 * docs/decisions/0010-embeddings-over-http.md}.
 */
@NullMarked
package dev.sluice.embedding.remote;

import org.jspecify.annotations.NullMarked;
