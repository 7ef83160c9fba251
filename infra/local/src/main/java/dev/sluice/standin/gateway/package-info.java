/**
 * API Gateway's WebSocket APIs: connections, routes, integrations, and the interface by which a
 * backend posts to connections.
 */
@NullMarked
package dev.sluice.standin.gateway;

import org.jspecify.annotations.NullMarked;
