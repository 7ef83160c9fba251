package dev.sluice.ingest.feed;

import dev.sluice.document.DocumentReaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.message.BasicHeader;

/**
 * Fetches feeds over HTTP with validators (RFC 9110, 13.1). Bounded in time, size and redirects;
 * connects to public addresses only. Thread-safe.
 */
final class HttpFeeds implements FeedFetcher, AutoCloseable {
  private static final int MAX_REDIRECTS = 3;
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  private final CloseableHttpClient http;
  private final Limits limits;

  /**
   * What a feed may take.
   *
   * @param bytes of its content, after decompression
   * @param time from the first byte of its content to the last
   */
  record Limits(int bytes, Duration time) {
    static final Limits USUAL = new Limits(DocumentReaders.MAX_FILE_BYTES, Duration.ofMinutes(2));

    /** Of a page: what people are to read is far smaller, and one slow page must not cost many. */
    static final Limits PAGE = new Limits(4 << 20, Duration.ofSeconds(20));
  }

  /** With the usual limits of a feed, to public addresses. */
  static HttpFeeds files() {
    return new HttpFeeds(new PublicAddresses(), Limits.USUAL);
  }

  /** With the limits of a page, to public addresses. */
  static HttpFeeds pages() {
    return new HttpFeeds(new PublicAddresses(), Limits.PAGE);
  }

  HttpFeeds(DnsResolver names, Limits limits) {
    this.limits = limits;
    http =
        HttpClients.custom()
            .setUserAgent("Sluice-Feed/1")
            .disableCookieManagement()
            .disableAutomaticRetries()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(names)
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                            .setSocketTimeout((int) SILENCE.toMillis(), TimeUnit.MILLISECONDS)
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setMaxRedirects(MAX_REDIRECTS)
                    .setResponseTimeout(SILENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .build())
            .build();
  }

  @Override
  public Fetched fetch(URI url, Validators known) {
    HttpGet get = new HttpGet(url);
    if (!known.etag().isEmpty()) {
      get.addHeader("If-None-Match", known.etag());
    }
    if (!known.lastModified().isEmpty()) {
      get.addHeader("If-Modified-Since", known.lastModified());
    }
    try {
      return http.execute(get, this::answer);
    } catch (IOException | RuntimeException e) {
      return new Fetched.Failed("Cannot be fetched: " + e);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }

  private Fetched answer(ClassicHttpResponse response) throws IOException {
    if (response.getCode() == NOT_MODIFIED) {
      return new Fetched.Same();
    }
    if (response.getCode() != OK) {
      return new Fetched.Failed(
          "Expected HTTP 200 but got " + response.getCode(), response.getCode());
    }
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new Fetched.Failed("Expected content but got none");
    }
    try (InputStream content = entity.getContent()) {
      return read(
          content, new Validators(header(response, "ETag"), header(response, "Last-Modified")));
    }
  }

  private Fetched read(InputStream content, Validators validators) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[BUFFER_BYTES];
    long until = System.nanoTime() + limits.time().toNanos();
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      all.write(buffer, 0, read);
      if (all.size() > limits.bytes()) {
        return new Fetched.Failed("Expected at most %d bytes".formatted(limits.bytes()));
      }
      if (System.nanoTime() > until) {
        return new Fetched.Failed("Expected it whole within %s".formatted(limits.time()));
      }
    }
    return new Fetched.Content(all.toByteArray(), validators);
  }

  private static String header(ClassicHttpResponse response, String name) {
    Header header = response.getFirstHeader(name);
    String value = (header == null ? new BasicHeader(name, "") : header).getValue();
    return value == null ? "" : value;
  }
}
