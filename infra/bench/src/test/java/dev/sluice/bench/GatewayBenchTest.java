package dev.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The measurement can be run, and would notice a loss. */
final class GatewayBenchTest {
  @Test
  void clients_echo_beside_idle_connections_and_their_memory_is_given_back() {
    assertThat(Bench.run("gateway", "--clients", "20", "--idle", "300", "--seconds", "1")).isZero();
  }

  @Test
  void what_is_no_measurement_is_refused() {
    assertThat(Bench.run("gateways")).isEqualTo(2);
    assertThat(Bench.run("gateway", "--clients", "many")).isEqualTo(2);
  }
}
