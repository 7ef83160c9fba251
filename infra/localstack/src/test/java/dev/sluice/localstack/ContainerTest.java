package dev.sluice.localstack;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** Against LocalStack in a container: the last image that runs without a token. */
final class ContainerTest extends AwsSuite {
  private static final DockerImageName IMAGE =
      DockerImageName.parse("localstack/localstack:4.14.0");

  private static LocalStackContainer container;
  private static Services services;

  @BeforeAll
  static void start() {
    assumeTrue(
        DockerClientFactory.instance().isDockerAvailable(),
        "no Docker: install Docker Engine, or run infra/localstack/host.sh and set"
            + " SLUICE_AWS_ENDPOINT, for the same tests against LocalStack without it");
    container = new LocalStackContainer(IMAGE);
    container.start();
    services = Services.createdAt(container.getEndpoint());
  }

  @AfterAll
  static void stop() {
    if (container != null) {
      container.stop();
    }
  }

  @Override
  Services services() {
    return services;
  }
}
