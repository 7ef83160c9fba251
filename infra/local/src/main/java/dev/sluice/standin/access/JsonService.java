package dev.sluice.standin.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.standin.policy.AccessRequest;
import java.util.List;

/**
 * A service whose requests and answers are JSON documents. Thread-safe.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON
 *     protocols</a>
 */
public interface JsonService {
  /** What stands before the operation in {@code X-Amz-Target}, with the dot. */
  String targetPrefix();

  /** For which requests are signed, such as {@code sqs}. */
  String signingName();

  /** The content type of requests and answers. */
  String contentType();

  /**
   * What a caller must be allowed to do.
   *
   * @throws ServiceException when the request is about something that is not there
   */
  List<AccessRequest> wanted(String operation, JsonNode request);

  /**
   * Runs an operation.
   *
   * @throws ServiceException when it cannot be done
   */
  JsonNode run(String operation, JsonNode request);
}
