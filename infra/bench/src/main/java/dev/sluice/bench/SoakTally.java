package dev.sluice.bench;

import java.util.concurrent.atomic.AtomicInteger;

/** What became of the answers of a soak. Thread-safe. */
final class SoakTally {
  final AtomicInteger asked = new AtomicInteger();
  final AtomicInteger completed = new AtomicInteger();
  final AtomicInteger lost = new AtomicInteger();
  final AtomicInteger doubled = new AtomicInteger();
  final AtomicInteger scrambled = new AtomicInteger();
  final AtomicInteger drops = new AtomicInteger();
  final AtomicInteger resumes = new AtomicInteger();
  final AtomicInteger takeovers = new AtomicInteger();

  /** Streams that a client gave up for a new one, as the protocol says after two not_found. */
  final AtomicInteger askedAnew = new AtomicInteger();

  /** Judges what a client holds at the end. */
  void judge(String expected, String held) {
    if (held.equals(expected)) {
      completed.incrementAndGet();
    } else if (expected.startsWith(held)) {
      lost.incrementAndGet();
    } else if (held.length() > expected.length()) {
      doubled.incrementAndGet();
    } else {
      scrambled.incrementAndGet();
    }
  }

  /** Whether each question has its answer, whole. */
  boolean allWell() {
    return completed.get() == asked.get() && lost.get() + doubled.get() + scrambled.get() == 0;
  }

  String describe() {
    return "asked %d, completed %d, lost %d, doubled %d, scrambled %d; %d drops, %d resumes, %d taken over"
        .formatted(
            asked.get(),
            completed.get(),
            lost.get(),
            doubled.get(),
            scrambled.get(),
            drops.get(),
            resumes.get(),
            takeovers.get());
  }
}
