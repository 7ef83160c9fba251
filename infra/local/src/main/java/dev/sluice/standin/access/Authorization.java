package dev.sluice.standin.access;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * The {@code Authorization} header of a signed request.
 *
 * @param accessKeyId whose it is
 * @param scope date, region, service and {@code aws4_request}, with slashes between
 * @param signedHeaders names in lower case, in order
 * @param signature hexadecimal
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html">Elements
 *     of an AWS API request signature</a>
 */
record Authorization(
    String accessKeyId, String scope, List<String> signedHeaders, String signature) {
  private static final Pattern FORM =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=([^/,]+)/([^,\\s]+),\\s*SignedHeaders=([^,\\s]+),"
              + "\\s*Signature=(\\S+)");

  /** Copies the list. */
  Authorization {
    signedHeaders = List.copyOf(signedHeaders);
  }

  /**
   * What is wrong with what the signature is meant for, in AWS's words; empty when nothing is.
   *
   * @param date the request's {@code X-Amz-Date}
   */
  Optional<String> misplaced(String service, String date) {
    String[] parts = scope.split("/", -1);
    if (parts.length != 4 || !parts[3].equals("aws4_request")) {
      return Optional.of("Credential should be scoped with a valid terminator: 'aws4_request'.");
    }
    if (!parts[2].equals(service)) {
      return Optional.of("Credential should be scoped to correct service: '" + service + "'.");
    }
    if (!date.startsWith(parts[0])) {
      return Optional.of(
          "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date.");
    }
    return signedHeaders.contains("host")
        ? Optional.empty()
        : Optional.of("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  }

  /** The service it is meant for; empty when the scope is of another form. */
  String service() {
    String[] parts = scope.split("/", -1);
    return parts.length == 4 ? parts[2] : "";
  }

  /** The header of a request; empty when it has none of this form. */
  static Optional<Authorization> of(Request request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION))
        .map(FORM::matcher)
        .filter(Matcher::matches)
        .map(
            found ->
                new Authorization(
                    found.group(1),
                    found.group(2),
                    List.of(found.group(3).split(";")),
                    found.group(4)));
  }
}
