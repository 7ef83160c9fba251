package dev.sluice.embedding.remote;

import dev.sluice.aws.SigV4Signer;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/** Says to a provider who asks. Thread-safe. */
@FunctionalInterface
interface Caller {
  /** The headers of a POST that say it. */
  Map<String, String> headers(URI url, String body);

  /** By a key, if there is one. */
  static Caller withKey(Optional<String> key) {
    Map<String, String> headers =
        key.map(value -> Map.of("Authorization", "Bearer " + value)).orElse(Map.of());
    return (url, body) -> headers;
  }

  /** By a signature. */
  static Caller signed(SigV4Signer signer) {
    return (url, body) -> signer.sign("POST", url, body);
  }
}
