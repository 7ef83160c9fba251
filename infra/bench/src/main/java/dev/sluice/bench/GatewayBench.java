package dev.sluice.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.ConcurrentHistogram;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Clients that echo through the stand-in while others are only connected. */
@Command(
    name = "gateway",
    description = {
      "Echo through the stand-in with a trivial function, beside idle connections.",
      "Fails when an echo is lost or when closed connections keep memory."
    },
    mixinStandardHelpOptions = true)
final class GatewayBench implements Callable<Integer> {
  /** What a closed connection may leave behind is noise; what thousands leave is a leak. */
  private static final long LEAK_BYTES = 8_000_000;

  private static final int CONNECTING_AT_ONCE = 64;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "100",
      description = "Clients that echo (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--idle",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Connections that do nothing (default: ${DEFAULT-VALUE}).")
  private int idle;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "10",
      description = "How long they echo (default: ${DEFAULT-VALUE}).")
  private int seconds;

  /** What echoing beside idle connections showed, and the stand-in with and without them. */
  private record Round(ConcurrentHistogram micros, long failures, State full, State after) {}

  /** What the stand-in says of itself. */
  private record State(int connections, long heapBytes) {
    static State of(ChildJvm stack) throws IOException {
      String[] words = stack.ask("state").split(" ");
      return new State(Integer.parseInt(words[0]), Long.parseLong(words[1]));
    }

    double megabytes() {
      return heapBytes / 1e6;
    }
  }

  @Override
  public Integer call() throws Exception {
    PrintStream out = System.out;
    out.println(Machine.describe());
    try (ChildJvm stack = ChildJvm.start(EchoStack.class, List.of("-Xmx512m"));
        HttpClient http = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      URI url = URI.create("ws://127.0.0.1:" + stack.line() + "/");
      List<EchoClient> active = connect(threads, http, url, clients);
      // the first round fills pools and compiles; what the second leaves behind is a leak
      Round first = round(threads, http, url, active, stack);
      Round second = round(threads, http, url, active, stack);
      active.forEach(EchoClient::close);
      print(out, second);
      long kept = second.after().heapBytes() - first.after().heapBytes();
      if (kept > LEAK_BYTES) {
        out.printf("closed connections keep %.1f MB%n", kept / 1e6);
      }
      boolean whole = isWhole(first) && isWhole(second);
      return whole && kept <= LEAK_BYTES ? 0 : 1;
    }
  }

  /** Nothing was lost, all were connected, and the stand-in saw those leave that left. */
  private boolean isWhole(Round round) {
    return round.failures() == 0
        && round.full().connections() == clients + idle
        && round.after().connections() == clients;
  }

  private Round round(
      ExecutorService threads, HttpClient http, URI url, List<EchoClient> active, ChildJvm stack)
      throws IOException, InterruptedException, ExecutionException {
    List<EchoClient> quiet = connect(threads, http, url, idle);
    ConcurrentHistogram micros =
        new ConcurrentHistogram(Duration.ofMinutes(1).toMillis() * 1_000, 3);
    long failures = echo(threads, active, Duration.ofSeconds(seconds), micros);
    State full = State.of(stack);
    quiet.forEach(EchoClient::close);
    return new Round(micros, failures, full, awaitClosed(stack, clients));
  }

  private void print(PrintStream out, Round round) {
    ConcurrentHistogram micros = round.micros();
    out.printf(
        "echoes    %d by %d clients beside %d idle connections in %d s: %.0f/s, %d failed%n",
        micros.getTotalCount(),
        clients,
        idle,
        seconds,
        micros.getTotalCount() / (double) seconds,
        round.failures());
    out.printf(
        "latency   p50 %.2f ms, p95 %.2f ms, p99 %.2f ms%n",
        micros.getValueAtPercentile(50) / 1e3,
        micros.getValueAtPercentile(95) / 1e3,
        micros.getValueAtPercentile(99) / 1e3);
    out.printf(
        "memory    %.1f MB with %d connections, %.1f MB when %d are left (%.1f KB each)%n",
        round.full().megabytes(),
        round.full().connections(),
        round.after().megabytes(),
        round.after().connections(),
        (round.full().heapBytes() - round.after().heapBytes()) / 1e3 / Math.max(1, idle));
  }

  private static List<EchoClient> connect(
      ExecutorService threads, HttpClient http, URI url, int count)
      throws InterruptedException, ExecutionException {
    List<Future<List<EchoClient>>> parts = new ArrayList<>();
    for (int part = 0; part < CONNECTING_AT_ONCE; part++) {
      int number = count / CONNECTING_AT_ONCE + (part < count % CONNECTING_AT_ONCE ? 1 : 0);
      parts.add(
          threads.submit(
              () -> {
                List<EchoClient> connected = new ArrayList<>();
                for (int i = 0; i < number; i++) {
                  connected.add(new EchoClient(http, url));
                }
                return connected;
              }));
    }
    List<EchoClient> all = new ArrayList<>();
    for (Future<List<EchoClient>> part : parts) {
      all.addAll(part.get());
    }
    return all;
  }

  private static long echo(
      ExecutorService threads, List<EchoClient> clients, Duration time, ConcurrentHistogram micros)
      throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + time.toNanos();
    List<Future<Long>> running = new ArrayList<>();
    for (EchoClient client : clients) {
      running.add(threads.submit(() -> echo(client, end, micros)));
    }
    long failures = 0;
    for (Future<Long> one : running) {
      failures += one.get();
    }
    return failures;
  }

  private static long echo(EchoClient client, long end, ConcurrentHistogram micros)
      throws InterruptedException {
    long failures = 0;
    for (long begin = System.nanoTime(), n = 0; begin < end && failures == 0; n++) {
      if (!client.echo("{\"action\":\"echo\",\"number\":" + n + "}")) {
        failures++;
      }
      long now = System.nanoTime();
      micros.recordValue((now - begin) / 1_000);
      begin = now;
    }
    return failures;
  }

  /** The stand-in reports lost connections one after another. */
  private static State awaitClosed(ChildJvm stack, int left) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    State state = State.of(stack);
    while (state.connections() > left && System.nanoTime() < end) {
      state = State.of(stack);
    }
    return state;
  }
}
