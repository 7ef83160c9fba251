package dev.sluice.answer.provider;

import dev.sluice.answer.ChatModel;
import dev.sluice.answer.ModelCall;
import dev.sluice.answer.ModelEvents;
import dev.sluice.answer.Prompt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A provider's model. Remembers which parameters the provider has refused, for as long as the
 * process lives.
 */
final class ProviderModel implements ChatModel {
  private final Provider provider;
  private final Set<String> unwanted = ConcurrentHashMap.newKeySet();

  /** Whether continuing from a prefix has not been refused yet; written by any call's thread. */
  private volatile boolean continuesPrefix;

  ProviderModel(Provider provider) {
    this.provider = provider;
    this.continuesPrefix = provider.prefix();
  }

  @Override
  public String id() {
    return provider.endpoint().id();
  }

  @Override
  public ModelCall start(Prompt prompt, String soFar, ModelEvents events) {
    ProviderCall call = new ProviderCall(this, prompt, soFar, events);
    call.start();
    return call;
  }

  Provider provider() {
    return provider;
  }

  Set<String> unwanted() {
    return unwanted;
  }

  /** Remembers it, and returns whether that is news. */
  boolean refuses(String parameter) {
    return unwanted.add(parameter);
  }

  boolean continuesPrefix() {
    return continuesPrefix;
  }

  void refusesPrefix() {
    continuesPrefix = false;
  }
}
