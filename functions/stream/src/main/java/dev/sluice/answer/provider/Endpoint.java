package dev.sluice.answer.provider;

import java.net.URI;
import java.util.Optional;

/**
 * Where a provider is reached, and what is asked for there.
 *
 * @param name as {@code MODELS} names it
 * @param url the API's base; paths are appended
 * @param key sent as the API wants it; never logged
 * @param model the provider's name of the model
 * @param prefix whether an answer can be continued from its beginning as the last message
 */
record Endpoint(String name, URI url, Optional<String> key, String model, boolean prefix) {
  /** The model as clients and logs see it. */
  String id() {
    return name + "/" + model;
  }

  /** Without the key. */
  @Override
  public String toString() {
    return id() + " at " + url;
  }
}
