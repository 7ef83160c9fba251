package dev.sluice.answer.provider;

import dev.sluice.answer.AnswerRequest;
import dev.sluice.answer.Message;
import dev.sluice.answer.ModelCall;
import dev.sluice.answer.ModelEvent;
import dev.sluice.answer.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Lets one answer come over loopback before a function is asked anything, so that a snapshot of the
 * process holds the loaded classes. No provider hears of it.
 */
final class Priming {
  private static final int PATIENCE_SECONDS = 5;

  private static final String ANSWER =
      """
      HTTP/1.1 200 OK\r
      Content-Type: text/event-stream\r
      Connection: close\r
      \r
      data: {"choices":[{"index":0,"delta":{"content":"ready"},"finish_reason":null}]}

      data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":\
      {"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}

      data: [DONE]

      """;

  private Priming() {}

  /** Blocks until it is done, for {@value #PATIENCE_SECONDS} seconds at most; never fails. */
  static void run(HttpClient http) {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SSLContext.getDefault().createSSLEngine();
      Thread.startVirtualThread(() -> answer(server));
      URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
      Endpoint endpoint = Endpoint.of("priming", url, Optional.of("none"), "none");
      CountDownLatch over = new CountDownLatch(1);
      Prompt prompt =
          new Prompt(
              "Be ready.",
              List.of(new Message(Message.Role.USER, "Ready?")),
              AnswerRequest.of("Ready?", List.of()));
      try (ModelCall _ =
          new ProviderModel(OpenAiProviders.plain(endpoint, http))
              .start(
                  prompt,
                  "",
                  event -> {
                    if (!(event instanceof ModelEvent.Text)) {
                      over.countDown();
                    }
                  })) {
        over.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      }
    } catch (IOException | NoSuchAlgorithmException e) {
      // the first answer takes longer then, and tells what is wrong
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(ServerSocket server) {
    try (Socket client = server.accept();
        InputStream in = client.getInputStream();
        OutputStream out = client.getOutputStream()) {
      out.write(ANSWER.getBytes(StandardCharsets.UTF_8));
      client.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // the call ends with a failure, which does no harm here
    }
  }
}
