package dev.sluice.settings;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Something that was built from secrets, and is built anew when they have changed. It looks when it
 * is asked for and five minutes have passed, on the caller's thread: a function that was frozen, or
 * restored from a snapshot, works with what is true now. When looking or building fails, what was
 * there stays. Thread-safe.
 *
 * @param <T> what is built
 */
public final class Renewed<T> implements Supplier<T> {
  /** How old secrets may become. */
  public static final Duration PERIOD = Duration.ofMinutes(5);

  /**
   * What it works with.
   *
   * @param source where secrets are
   * @param build builds from secrets; throws if they are wrong
   * @param clock tells when they are too old
   * @param failed is told why something could not be renewed
   * @param <T> what is built
   */
  public record Parts<T>(
      SecretSource source,
      Function<Map<String, String>, T> build,
      InstantSource clock,
      Consumer<RuntimeException> failed) {}

  private final Parts<T> parts;

  /**
   * Held while looking, which is I/O: one caller looks, the others go on with what is there, so
   * nobody waits for it.
   */
  private final ReentrantLock looking = new ReentrantLock();

  /** What the current one was built from; guarded by {@link #looking}. */
  private Map<String, String> secrets;

  /** When it was looked last. */
  private volatile Instant lookedAt;

  /** What callers get. */
  private volatile T current;

  /**
   * Begins with what a function has built while it was made.
   *
   * @param secrets what the first one was built from, just now
   * @param first the first one
   * @param parts where the next ones come from
   */
  public Renewed(Map<String, String> secrets, T first, Parts<T> parts) {
    this.parts = parts;
    this.secrets = Map.copyOf(secrets);
    this.current = first;
    this.lookedAt = parts.clock().instant();
  }

  @Override
  public T get() {
    if (isOld() && looking.tryLock()) {
      try {
        if (isOld()) {
          lookedAt = parts.clock().instant();
          look();
        }
      } finally {
        looking.unlock();
      }
    }
    return current;
  }

  private boolean isOld() {
    return !parts.clock().instant().isBefore(lookedAt.plus(PERIOD));
  }

  private void look() {
    try {
      Map<String, String> found = parts.source().read();
      if (!found.equals(secrets)) {
        current = parts.build().apply(found);
        secrets = Map.copyOf(found);
      }
    } catch (RuntimeException e) {
      parts.failed().accept(e);
    }
  }
}
