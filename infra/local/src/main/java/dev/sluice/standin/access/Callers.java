package dev.sluice.standin.access;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** All who may call a stack, by access key. Thread-safe. */
public final class Callers {
  private final Map<String, Caller> byKey = new ConcurrentHashMap<>();
  private final AtomicInteger issued = new AtomicInteger();
  private final SecureRandom random = new SecureRandom();

  /**
   * @param people the key of programs that are no functions of the stack
   */
  public Callers(Credentials people) {
    byKey.put(people.accessKeyId(), new Caller("people", people, false));
  }

  /** A new key for a new instance of a function. */
  public Caller issue(String function) {
    byte[] secret = new byte[20];
    random.nextBytes(secret);
    String key =
        String.format(
            Locale.ROOT,
            "LOCAL%04d%s",
            issued.incrementAndGet(),
            function.toUpperCase(Locale.ROOT));
    Caller caller =
        new Caller(function, new Credentials(key, HexFormat.of().formatHex(secret)), true);
    byKey.put(key, caller);
    return caller;
  }

  /** Whoever has the key. */
  public Optional<Caller> find(String accessKeyId) {
    return Optional.ofNullable(byKey.get(accessKeyId));
  }
}
