package dev.sluice.standin.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a route does with a message. */
public sealed interface Integration {
  /** API Gateway's own and largest integration timeout. */
  Duration MAXIMUM_TIMEOUT = Duration.ofSeconds(29);

  /**
   * {@code AWS_PROXY}: a Lambda function is invoked with the whole event.
   *
   * @param functionArn with or without an alias
   * @param timeout at most 29 s
   */
  record LambdaProxy(String functionArn, Duration timeout) implements Integration {}

  /**
   * {@code MOCK}: answered by templates alone.
   *
   * @param templateSelection the key of the request template, an expression
   * @param requestTemplates by key
   * @param responses in the order of the template
   */
  record Mock(
      String templateSelection, Map<String, String> requestTemplates, List<MockResponse> responses)
      implements Integration {
    /** Copies the collections. */
    public Mock {
      requestTemplates = Map.copyOf(requestTemplates);
      responses = List.copyOf(responses);
    }
  }

  /**
   * An integration response.
   *
   * @param key {@code $default} or a pattern between slashes for the status
   * @param templateSelection the key of the template, an expression
   * @param templates by key
   */
  record MockResponse(String key, String templateSelection, Map<String, String> templates) {
    /** Copies the templates. */
    public MockResponse {
      templates = Map.copyOf(templates);
    }
  }
}
