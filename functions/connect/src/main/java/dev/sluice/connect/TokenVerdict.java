package dev.sluice.connect;

import dev.sluice.session.Principal;

/** What a token turned out to be. */
sealed interface TokenVerdict {
  /** It is good. */
  record Good(Principal principal, TokenIssuer issuer) implements TokenVerdict {}

  /** It was good once. */
  record Expired() implements TokenVerdict {}

  /** It is forged, not good yet, somebody else's, or no token at all. */
  record Bad() implements TokenVerdict {}
}
