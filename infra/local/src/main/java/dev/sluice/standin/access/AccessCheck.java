package dev.sluice.standin.access;

import dev.sluice.standin.http.Reply;
import dev.sluice.standin.policy.AccessRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/**
 * Decides whether a call comes from somebody who may call. Thread-safe.
 *
 * @param callers who may
 * @param clock the time against which signatures are held
 * @param permissions what they may do
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html">Troubleshoot
 *     Signature Version 4 signing</a>
 */
public record AccessCheck(Callers callers, InstantSource clock, PermissionCheck permissions) {
  /** How far a signature's time may be off. */
  static final Duration SKEW = Duration.ofMinutes(5);

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  /**
   * Checks the signature, waits while the caller is paused.
   *
   * @param service for which the request must be signed, such as {@code execute-api}
   * @return how the call must be refused; empty when it may go on
   */
  public Optional<Reply> refusal(Request request, byte[] body, String service) {
    Optional<Authorization> authorization = Authorization.of(request);
    if (authorization.isEmpty()) {
      return refuse("MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    Optional<Caller> caller = callers.find(authorization.get().accessKeyId());
    if (caller.isEmpty()) {
      return refuse(
          "UnrecognizedClientException", "The security token included in the request is invalid.");
    }
    String date = Optional.ofNullable(request.getHeaders().get("X-Amz-Date")).orElse("");
    if (!isNow(date)) {
      return refuse("InvalidSignatureException", "Signature expired or not yet current: " + date);
    }
    Optional<String> misplaced = authorization.get().misplaced(service, date);
    if (misplaced.isPresent()) {
      return refuse("InvalidSignatureException", misplaced.get());
    }
    String expected =
        SignatureV4.of(
            request, body, authorization.get(), caller.get().credentials().secretAccessKey(), date);
    if (!SignatureV4.same(expected, authorization.get().signature())
        || !SignatureV4.isOfBody(request, body, authorization.get())) {
      return refuse(
          "InvalidSignatureException",
          "The request signature we calculated does not match the signature you provided."
              + " Check your AWS Secret Access Key and signing method.");
    }
    return state(caller.get());
  }

  /** Whether a request claims to be signed for a service. */
  public static boolean isSignedFor(Request request, String service) {
    return Authorization.of(request).filter(a -> a.service().equals(service)).isPresent();
  }

  /** Looks at the caller only, not at the signature; calls of unknown callers may go on. */
  public Optional<Reply> stateOnly(Request request) {
    return caller(request).flatMap(AccessCheck::state);
  }

  /**
   * Holds what a request wants to do against the permissions of whoever signed it.
   *
   * @return the first denial; empty when it may do it all, or comes from no function
   */
  public Optional<Denial> denial(Request request, List<AccessRequest> wanted) {
    return caller(request).flatMap(caller -> permissions.denial(caller, wanted));
  }

  /** Who signed the request; empty for unknown callers. */
  public Optional<Caller> caller(Request request) {
    return Authorization.of(request)
        .flatMap(authorization -> callers.find(authorization.accessKeyId()));
  }

  private static Optional<Reply> state(Caller caller) {
    return caller.mayGoOn() ? Optional.empty() : Optional.of(Reply.RESET);
  }

  private boolean isNow(String date) {
    try {
      Instant at = DATE.parse(date, Instant::from);
      return Duration.between(at, clock.instant()).abs().compareTo(SKEW) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Optional<Reply> refuse(String type, String message) {
    return Optional.of(Reply.error(403, type, message));
  }
}
