/**
 * A stand-in for chat-model providers: a real HTTP server on loopback that plays scripts given as
 * data, records what it was asked, and knows how every call ended.
 */
@NullMarked
package dev.sluice.modelserver;

import org.jspecify.annotations.NullMarked;
