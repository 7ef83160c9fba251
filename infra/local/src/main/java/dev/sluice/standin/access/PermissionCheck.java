package dev.sluice.standin.access;

import dev.sluice.standin.policy.AccessRequest;
import dev.sluice.standin.policy.Decision;
import dev.sluice.standin.policy.Permissions;
import dev.sluice.standin.policy.Principal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Holds what functions and services want to do against what the template allows, and keeps what was
 * denied. Programs that are no functions may do everything. Thread-safe.
 */
public final class PermissionCheck {
  /** A function that is denied something in a loop must not fill the memory. */
  private static final int KEPT = 1_000;

  private final Consumer<Denial> log;

  /** What is allowed now; replaced whole, by any thread. */
  private volatile Permissions permissions;

  /** The last denials, the newest last; guarded by this. */
  private final Deque<Denial> denials = new ArrayDeque<>();

  /**
   * @param permissions what is allowed at first
   * @param log told of each denial
   */
  public PermissionCheck(Permissions permissions, Consumer<Denial> log) {
    this.permissions = permissions;
    this.log = log;
  }

  /** Puts other permissions in force, from the next call on. */
  public void use(Permissions others) {
    permissions = others;
  }

  /** The last thousand denials, the newest last. */
  public synchronized List<Denial> denials() {
    return List.copyOf(denials);
  }

  /** Forgets the denials so far. */
  public synchronized void forget() {
    denials.clear();
  }

  /**
   * Checks what a caller wants to do at once.
   *
   * @return the first denial; empty when it may do it all
   */
  public Optional<Denial> denial(Caller caller, List<AccessRequest> wanted) {
    return caller.isFunction() ? denial(caller.name(), wanted) : Optional.empty();
  }

  /**
   * Checks what a function wants to do at once.
   *
   * @param function its logical id
   * @return the first denial; empty when it may do it all
   */
  public Optional<Denial> denial(String function, List<AccessRequest> wanted) {
    Permissions now = permissions;
    Principal principal =
        new Principal.Function(
            function, Objects.requireNonNull(now.roles().get(function), function));
    return wanted.stream()
        .flatMap(request -> decide(now, principal, function, request).stream())
        .findFirst();
  }

  /**
   * Checks what a service wants to do.
   *
   * @param service such as {@code events.amazonaws.com}
   */
  public Optional<Denial> denial(String service, AccessRequest wanted) {
    return decide(permissions, new Principal.Service(service), service, wanted);
  }

  private Optional<Denial> decide(
      Permissions now, Principal principal, String by, AccessRequest request) {
    return switch (now.decide(principal, request)) {
      case Decision.Allowed allowed -> Optional.empty();
      case Decision.Denied(String reason) -> {
        Denial denial =
            new Denial(
                by,
                request.action(),
                request.resource(),
                "User: %s is not authorized to perform: %s on resource: %s %s"
                    .formatted(principal.name(), request.action(), request.resource(), reason));
        keep(denial);
        log.accept(denial);
        yield Optional.of(denial);
      }
    };
  }

  private synchronized void keep(Denial denial) {
    denials.addLast(denial);
    if (denials.size() > KEPT) {
      denials.removeFirst();
    }
  }
}
