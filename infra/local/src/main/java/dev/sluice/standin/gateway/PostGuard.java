package dev.sluice.standin.gateway;

import dev.sluice.standin.access.Caller;
import dev.sluice.standin.http.Reply;
import java.util.function.Supplier;

/** Stands between a backend's post and the connection that it is for. Thread-safe. */
@FunctionalInterface
public interface PostGuard {
  /** Lets every post pass. */
  PostGuard OPEN = (caller, message, delivery) -> delivery.get();

  /**
   * @param caller who posts
   * @param message what it posts
   * @param delivery gives the message to the connection, and says how that went
   * @return the answer to the post
   */
  Reply post(Caller caller, byte[] message, Supplier<Reply> delivery);
}
