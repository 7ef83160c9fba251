package dev.sluice.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A template and handlers that know nothing of this program run on it. */
class ForeignStackTest {
  static final Path TEMPLATE = Path.of("src/test/resources/foreign/template.yaml");

  @Test
  void a_message_to_a_foreign_handler_is_echoed() throws Exception {
    try (Stack stack = Stack.start(StackOptions.of(TEMPLATE, InstantSource.system()).build());
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      System.out.println(stack.steps());
      client.send("hi");
      assertThat(client.next()).isEqualTo("hello from local: hi");
    }
  }
}
