package dev.sluice.localstack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;

/** Against whatever serves AWS's services at {@code SLUICE_AWS_ENDPOINT}. */
final class EndpointTest extends AwsSuite {
  private static Services services;

  @BeforeAll
  static void create() {
    Optional<String> endpoint =
        Optional.ofNullable(System.getenv("SLUICE_AWS_ENDPOINT")).filter(url -> !url.isBlank());
    assumeTrue(
        endpoint.isPresent(),
        "SLUICE_AWS_ENDPOINT is not set: run infra/localstack/host.sh, or docker compose -f"
            + " infra/localstack/compose.yaml up, and set it to http://127.0.0.1:4566");
    services = Services.createdAt(URI.create(endpoint.get()));
  }

  @Override
  Services services() {
    return services;
  }
}
