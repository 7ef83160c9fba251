package dev.sluice.bench;

import dev.sluice.client.ChatClient;
import dev.sluice.client.ConnectException;
import dev.sluice.client.Reaction;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.Time;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Answers to many clients while connections drop and functions are killed. */
@Command(
    name = "soak",
    description = {
      "Ask and read while connections drop and functions' processes are killed with signal 9.",
      "Fails when any answer is lost, doubled or scrambled, for a client or in what is recorded."
    },
    mixinStandardHelpOptions = true)
final class SoakBench implements Callable<Integer> {
  @Option(
      names = "--answers",
      paramLabel = "N",
      defaultValue = "5000",
      description = "Questions for each seed (default: ${DEFAULT-VALUE}).")
  private int answers;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "200",
      description = "Clients that stay connected (default: ${DEFAULT-VALUE}).")
  private int clients;

  @Option(
      names = "--at-once",
      paramLabel = "N",
      defaultValue = "16",
      description =
          "Answers under way at a time; each needs a process (default: ${DEFAULT-VALUE}).")
  private int atOnce;

  @Option(
      names = "--kills",
      paramLabel = "N",
      defaultValue = "300",
      description = "Processes to kill for each seed (default: ${DEFAULT-VALUE}).")
  private int kills;

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,2,3",
      description = "Seeds of the chances (default: ${DEFAULT-VALUE}).")
  private List<Long> seeds = List.of();

  @Override
  public Integer call() throws Exception {
    System.out.println(Machine.describe());
    boolean well = true;
    for (long seed : seeds) {
      well &= soak(seed);
    }
    return well ? 0 : 1;
  }

  private boolean soak(long seed) throws Exception {
    long begin = System.nanoTime();
    SoakTally tally = new SoakTally();
    SoakAnswers script = new SoakAnswers(seed);
    try (BenchStack sluice =
            new BenchStack(
                List.of(Path.of(BenchStack.home().toString(), "infra/local/shop/pages")),
                Map.of("DEEPSEEK_PREFIX", "true"),
                true);
        HttpClient http = HttpClient.newHttpClient();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      sluice.model().answerOthersWith(script::script);
      SoakKiller killer = new SoakKiller(sluice.stack(), new Random(seed));
      Load load = new Load(sluice, http, script, tally, new AtomicInteger(), new Semaphore(atOnce));
      List<Future<?>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        Random random = new Random(seed * 31 + client);
        running.add(threads.submit(() -> read(load, random)));
      }
      killWhile(running, killer, tally);
      for (Future<?> one : running) {
        one.get();
      }
      RecordedTurns turns = sluice.turns();
      int unrecorded = unrecorded(turns, script);
      System.out.printf(
          "seed %d  %s, %d asked anew; %s; %d turns missing or wrong, %d more than questions; %d"
              + " s%n",
          seed,
          tally.describe(),
          tally.askedAnew.get(),
          killer,
          unrecorded,
          turns.further(),
          Duration.ofNanos(System.nanoTime() - begin).toSeconds());
      return tally.allWell()
          && tally.asked.get() == answers
          && unrecorded == 0
          && turns.further() <= tally.askedAnew.get()
          && killer.count() >= kills;
    }
  }

  /** What all clients share. */
  private record Load(
      BenchStack sluice,
      HttpClient http,
      SoakAnswers script,
      SoakTally tally,
      AtomicInteger next,
      Semaphore places) {}

  /** One client: stays connected and asks whenever there is a place, until all is asked. */
  private void read(Load load, Random random) {
    try (ChatClient client = connect(load, random)) {
      while (load.next().get() < answers) {
        load.places().acquire();
        try {
          int number = load.next().getAndIncrement();
          if (number < answers) {
            read(load, client, number, random);
          }
        } finally {
          load.places().release();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A handshake fails when its function is killed in it. */
  private static ChatClient connect(Load load, Random random) throws InterruptedException {
    for (int tries = 1; ; tries++) {
      load.places().acquire();
      try {
        return new ChatClient(
            load.http(), load.sluice().url(), Time.system(), Backoff.forPosts(random));
      } catch (ConnectException e) {
        if (tries == 20) {
          throw e;
        }
      } finally {
        load.places().release();
      }
    }
  }

  private static void read(Load load, ChatClient client, int number, Random random)
      throws InterruptedException {
    SoakTally tally = load.tally();
    String expected = load.script().answer(number);
    SoakReader reader = new SoakReader(client, tally, drops(expected.length(), random));
    tally.asked.incrementAndGet();
    try {
      Reaction.Ended end = client.ask(Map.of("question", SoakAnswers.question(number)), reader);
      if (end instanceof Reaction.Ended.Complete) {
        tally.judge(expected, reader.text());
      } else {
        tally.lost.incrementAndGet();
        System.out.printf("question %d of stream %s: %s%n", number, reader.stream(), end);
      }
    } catch (ConnectException e) {
      tally.lost.incrementAndGet();
      System.out.printf("question %d of stream %s: %s%n", number, reader.stream(), e);
    }
    if (reader.attempt() > 1) {
      tally.takeovers.incrementAndGet();
    }
  }

  /** Every third answer is read over a connection that breaks, up to three times. */
  private static Deque<Integer> drops(int length, Random random) {
    List<Integer> at = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      for (int i = random.nextInt(3); i >= 0; i--) {
        at.add(random.nextInt(length));
      }
    }
    at.sort(null);
    return new ArrayDeque<>(at);
  }

  /** Keeps the number of kills in step with the number of questions. */
  private void killWhile(List<Future<?>> running, SoakKiller killer, SoakTally tally)
      throws InterruptedException, ExecutionException {
    Time time = Time.system();
    while (running.stream().anyMatch(one -> !one.isDone())) {
      long due = (long) kills * tally.asked.get() / Math.max(1, answers);
      if (killer.count() >= Math.max(due, 0) || !killer.kill()) {
        time.pause(Duration.ofMillis(20));
      }
    }
  }

  /** Questions whose turn is missing or says something else. */
  private int unrecorded(RecordedTurns turns, SoakAnswers script) {
    int missing = 0;
    for (int number = 0; number < answers; number++) {
      if (!turns.has(SoakAnswers.question(number), script.answer(number))) {
        missing++;
      }
    }
    return missing;
  }
}
