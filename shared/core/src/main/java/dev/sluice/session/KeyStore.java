package dev.sluice.session;

import java.util.List;
import java.util.Optional;

/** Keeps API keys by their hash. Thread-safe. */
public interface KeyStore {
  /** The key with that hash, disabled ones included. */
  Optional<ApiKey> find(String hash);

  /** Stores a key, replacing one of the same hash. */
  void put(ApiKey key);

  /** All keys of a tenant; for the command line, reads the whole table. */
  List<ApiKey> list(TenantId tenant);
}
