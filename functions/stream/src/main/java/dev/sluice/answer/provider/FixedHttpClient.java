package dev.sluice.answer.provider;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.time.Duration;

/**
 * Gives LangChain4j the HTTP client of one call. The time-outs it sets are not used: the chain of
 * models bounds every call, by signs of life and not by bytes.
 */
final class FixedHttpClient implements HttpClientBuilder {
  private final HttpClient client;

  FixedHttpClient(HttpClient client) {
    this.client = client;
  }

  @Override
  public Duration connectTimeout() {
    return Duration.ZERO;
  }

  @Override
  public HttpClientBuilder connectTimeout(Duration unused) {
    return this;
  }

  @Override
  public Duration readTimeout() {
    return Duration.ZERO;
  }

  @Override
  public HttpClientBuilder readTimeout(Duration unused) {
    return this;
  }

  @Override
  public HttpClient build() {
    return client;
  }
}
