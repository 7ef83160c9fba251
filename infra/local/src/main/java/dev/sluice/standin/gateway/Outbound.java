package dev.sluice.standin.gateway;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The messages that wait to be written to one client, in the order in which they were accepted. One
 * virtual thread writes them, and it exists only while there are some. Thread-safe.
 */
final class Outbound {
  /** Writes to the client; called by one thread at a time. */
  interface Writer {
    /** Writes a whole message, blocking; false when the connection is no more. */
    boolean write(byte[] message);

    /** Begins to close the connection, after everything accepted before has been written. */
    void close(int code, String reason);
  }

  /** What became of a message. */
  enum Acceptance {
    /** It will be written, if the client stays. */
    ACCEPTED,
    /** Too much waits already. */
    FULL,
    /** The connection is closed or closing. */
    GONE
  }

  private record Closing(int code, String reason) {}

  private final Writer writer;
  private final int limitBytes;
  private final ReentrantLock lock = new ReentrantLock();

  /** Messages in order; guarded by the lock. */
  private final Queue<byte[]> waiting = new ArrayDeque<>();

  /** Bytes in {@link #waiting} and in the message being written; guarded by the lock. */
  private long waitingBytes;

  /** Whether a thread writes; guarded by the lock. */
  private boolean writing;

  /** How to close once all is written; set once; guarded by the lock. */
  private Optional<Closing> closing = Optional.empty();

  /**
   * @param limitBytes how much may wait
   */
  Outbound(Writer writer, int limitBytes) {
    this.writer = writer;
    this.limitBytes = limitBytes;
  }

  Acceptance offer(byte[] message) {
    lock.lock();
    try {
      if (closing.isPresent()) {
        return Acceptance.GONE;
      }
      if (waitingBytes > 0 && waitingBytes + message.length > limitBytes) {
        return Acceptance.FULL;
      }
      waiting.add(message);
      waitingBytes += message.length;
      startWriter();
      return Acceptance.ACCEPTED;
    } finally {
      lock.unlock();
    }
  }

  /** Whether nothing is accepted any more. */
  boolean isFinished() {
    lock.lock();
    try {
      return closing.isPresent();
    } finally {
      lock.unlock();
    }
  }

  /** Accepts no more, writes what waits, then closes. Only the first call counts. */
  void finish(int code, String reason) {
    lock.lock();
    try {
      if (closing.isEmpty()) {
        closing = Optional.of(new Closing(code, reason));
        startWriter();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Drops what waits: the connection is no more. */
  void abandon() {
    lock.lock();
    try {
      closing = Optional.of(new Closing(1006, ""));
      waiting.clear();
      waitingBytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /** Called with the lock held. */
  private void startWriter() {
    if (!writing) {
      writing = true;
      Thread.ofVirtual().name("standin-writer").start(this::drain);
    }
  }

  private void drain() {
    int written = 0;
    while (true) {
      Optional<byte[]> next = next(written);
      if (next.isEmpty()) {
        return;
      }
      written = next.get().length;
      if (!writer.write(next.get())) {
        abandon();
      }
    }
  }

  /** Takes the next message, or ends the writing; closes when that is what comes next. */
  private Optional<byte[]> next(int written) {
    Optional<Closing> close;
    lock.lock();
    try {
      waitingBytes = Math.max(0, waitingBytes - written);
      Optional<byte[]> message = Optional.ofNullable(waiting.poll());
      if (message.isPresent()) {
        return message;
      }
      writing = false;
      close = closing.filter(c -> c.code() != 1006);
    } finally {
      lock.unlock();
    }
    close.ifPresent(c -> writer.close(c.code(), c.reason()));
    return Optional.empty();
  }
}
