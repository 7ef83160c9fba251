package dev.sluice.answer.provider;

import java.net.URI;
import java.util.Optional;

/**
 * Where a provider is reached, and what is asked for there.
 *
 * @param name as {@code MODELS} names it
 * @param url the API's base; paths are appended
 * @param list where the provider lists its models
 * @param key sent as the API wants it; never logged
 * @param model the provider's name of the model
 */
record Endpoint(String name, URI url, URI list, Optional<String> key, String model) {
  /** An endpoint of the OpenAI API, or one that lists its models in the same place. */
  static Endpoint of(String name, URI url, Optional<String> key, String model) {
    return new Endpoint(name, url, URI.create(base(url) + "/models"), key, model);
  }

  /** The address without a slash at its end. */
  static String base(URI url) {
    return url.toString().replaceFirst("/+$", "");
  }

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
