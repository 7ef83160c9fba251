package dev.sluice.query;

import dev.sluice.session.StreamId;

/**
 * Has a stream's answer produced, by an invocation that nobody waits for. Starting twice is
 * harmless: the second finds the lease taken. Thread-safe.
 */
public interface StreamStarter {
  /** Asks for an invocation; returns when it is queued. */
  void start(StreamId id);
}
