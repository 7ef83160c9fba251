package dev.sluice.opensearch;

import dev.sluice.aws.SigV4Signer;
import java.net.URI;
import java.util.Map;

/** Says to the cluster who asks. Thread-safe. */
@FunctionalInterface
public interface Caller {

  /** The headers of a request that say it. */
  Map<String, String> headers(String method, URI uri, String body);

  /** Nobody in particular: for a cluster that is open within its network. */
  static Caller anybody() {
    return (method, uri, body) -> Map.of();
  }

  /** By a signature, as the managed service ({@code es}) wants it. */
  static Caller signed(SigV4Signer signer) {
    return signer::sign;
  }
}
