/**
 * Retrieval over OpenSearch, for what is larger than one function can hold. Five calls of its REST
 * API are spoken here over the JDK's HTTP client: a client library does not fit into the query
 * function's package.
 */
@NullMarked
package dev.sluice.opensearch;

import org.jspecify.annotations.NullMarked;
