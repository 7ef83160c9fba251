package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.modelserver.Script;
import dev.sluice.session.ApiKey;
import dev.sluice.session.Permission;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A hundred thousand messages that nobody should send, and thousands of handshakes: each is
 * answered, none by an error of ours, and what is inside stays inside. {@code
 * -Dsluice.fuzz.messages} sets how many messages.
 */
@Timeout(1_800)
final class FuzzTest {
  private static final int MESSAGES = Integer.getInteger("sluice.fuzz.messages", 4_000);
  private static final int HANDSHAKES = 3_000;
  private static final int CLIENTS = 8;

  /** So many messages are sent before an answer is waited for. */
  private static final int AT_ONCE = 4;

  /** In every text of the messages to begin with. */
  private static final String CANARY = "CANARY-93c1f";

  /** What hundreds of thousands of frames may leave behind on the heap. */
  private static final long ROOM_BYTES = 96L << 20;

  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String ISSUERS =
      "[{\"issuer\":\"https://shop.example/\",\"tenant\":\"shop\",\"secret\":\""
          + "a secret that only the shop and we can know\"}]";

  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    sluice =
        LocalSluice.start(
            Map.of("TOKEN_ISSUERS", ISSUERS),
            options ->
                options.parameters(
                    Map.of("MessagesPerSecond", "1000000", "MessageBurst", "1000000")));
    sluice.model().answerOthersWith(request -> Script.answer("Within 30 days [1]."));
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = FuzzTest.class.getResourceAsStream("/fuzz/" + resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .toList();
    }
  }

  private static long usedHeap() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  private static boolean isJson(String text) {
    try {
      return !STRICT.readTree(text).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** What all clients have seen. */
  private record Seen(
      Queue<String> wrong, AtomicInteger json, AtomicInteger frames, AtomicInteger closed) {
    Seen() {
      this(
          new ConcurrentLinkedQueue<>(),
          new AtomicInteger(),
          new AtomicInteger(),
          new AtomicInteger());
    }
  }

  @Test
  void spoiled_messages_are_answered_and_leave_nothing_behind() throws Exception {
    List<String> seeds = lines("seeds.txt");
    List<String> messages = lines("messages.jsonl");
    ApiKey searching = LocalSluice.key("searching-key", EnumSet.of(Permission.SEARCH), false);
    sluice.allow(searching);
    round(new Seen(), 7, messages, 50); // whatever is made once is made now
    long before = usedHeap();
    Seen seen = new Seen();
    try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        long seed = Long.parseLong(seeds.get(i % seeds.size())) + i / seeds.size();
        all.add(
            clients.submit(
                () -> {
                  round(seen, seed, messages, MESSAGES / CLIENTS);
                  return null;
                }));
      }
      for (Future<?> client : all) {
        client.get();
      }
    }
    // messages that wait for their turn are given up after a while
    Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> usedHeap() - before < ROOM_BYTES);
    try {
      System.out.println(
          "HISTO "
              + ((String)
                      ManagementFactory.getPlatformMBeanServer()
                          .invoke(
                              new javax.management.ObjectName(
                                  "com.sun.management:type=DiagnosticCommand"),
                              "gcClassHistogram",
                              new Object[] {new String[0]},
                              new String[] {"[Ljava.lang.String;"}))
                  .lines()
                  .limit(40)
                  .collect(java.util.stream.Collectors.joining("\n")));
    } catch (Exception e) {
      System.out.println(e);
    }
    System.out.println("CALLS " + sluice.model().calls().size());
    System.out.printf(
        "fuzz: %d messages, %d of them JSON; %d frames, %d closed by the gateway; heap %+d KB%n",
        MESSAGES,
        seen.json().get(),
        seen.frames().get(),
        seen.closed().get(),
        (usedHeap() - before) >> 10);
    assertThat(seen.wrong()).isEmpty();
    assertThat(seen.json().get()).isGreaterThan(MESSAGES / 3);
    assertThat(LogWatch.logged(CANARY)).as("what clients say is logged").isFalse();
  }

  /** Every eighth client may have models asked. */
  private static void round(Seen seen, long seed, List<String> messages, int count)
      throws InterruptedException {
    Mutator mutator = new Mutator(seed, messages);
    String key = Math.floorMod(seed, 8) == 0 ? LocalSluice.KEY : "searching-key";
    try (FuzzClient client = new FuzzClient(sluice.olderUrl(key))) {
      for (int i = 0; i < count && seen.wrong().size() < 20; i += AT_ONCE) {
        List<String> batch = Stream.generate(mutator::next).limit(AT_ONCE).toList();
        seen.json().addAndGet((int) batch.stream().filter(FuzzTest::isJson).count());
        for (String wrong : client.exchange(batch)) {
          seen.wrong().add("seed " + seed + ", message " + i + ": " + wrong + " to " + batch);
        }
      }
      seen.frames().addAndGet(client.frames());
      seen.closed().addAndGet(client.closed());
    }
  }

  // ------------------------------------------------------------------ handshakes

  private static final List<String> HANDSHAKE =
      List.of(
          "GET /ws/query?token=" + LocalSluice.KEY + " HTTP/1.1",
          "Host: localhost",
          "Connection: Upgrade",
          "Upgrade: websocket",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Origin: https://shop.example",
          "Authorization: Bearer"
              + " eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJodHRwczovL3Nob3AuZXhhbXBsZS8ifQ.AAAA",
          "Sec-WebSocket-Protocol: sluice.v1, token.eyJhbGciOiJub25lIn0.e30.");

  private static final String PIECES =
      "\u0000\u007f\u00e9%%%00%ff%2e%2e/../?&&==##token=;,\"'{}[]eyJ.. \t\\~*";

  /** Spoils one line of the handshake, but for the words that make it HTTP. */
  private static String handshake(Random random) {
    List<String> lines = new ArrayList<>(HANDSHAKE);
    for (int i = random.nextInt(3); i >= 0; i--) {
      int which = random.nextInt(lines.size());
      String line = lines.get(which);
      int from = which == 0 ? "GET /".length() : line.indexOf(':') + 2;
      int end = which == 0 ? line.lastIndexOf(" HTTP") : line.length();
      int at = from + random.nextInt(Math.max(1, end - from));
      String middle =
          switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> piece(random) + piece(random);
            case 2 -> line.substring(from, end).repeat(1 + random.nextInt(4));
            default -> "x".repeat(random.nextInt(3_000));
          };
      int to = Math.min(end, at + random.nextInt(8));
      lines.set(which, line.substring(0, at) + middle + line.substring(to));
    }
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static String piece(Random random) {
    return PIECES.substring(random.nextInt(PIECES.length() - 1)).substring(0, 1);
  }

  private static String status(String handshake) throws IOException {
    URI url = sluice.stack().webSocketUri();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(handshake.getBytes(StandardCharsets.ISO_8859_1));
      byte[] head = socket.getInputStream().readNBytes("HTTP/1.1 101".length());
      return new String(head, StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void spoiled_handshakes_are_refused_and_never_by_an_error_of_ours() throws Exception {
    Map<String, Integer> statuses = new java.util.TreeMap<>();
    for (String seed : lines("seeds.txt")) {
      Random random = new Random(Long.parseLong(seed));
      for (int i = 0; i < HANDSHAKES / 4; i++) {
        String handshake = handshake(random);
        String status = status(handshake);
        statuses.merge(status, 1, Integer::sum);
        assertThat(status).as(handshake).matches("HTTP/1.1 (101|4\\d\\d)");
      }
    }
    System.out.println("fuzz: handshakes " + statuses);
    assertThat(statuses).containsKeys("HTTP/1.1 101", "HTTP/1.1 401", "HTTP/1.1 400");
  }
}
