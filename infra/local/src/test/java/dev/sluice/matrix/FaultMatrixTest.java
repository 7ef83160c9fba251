package dev.sluice.matrix;

import dev.sluice.e2e.LocalSluice;
import dev.sluice.modelserver.ModelRequest;
import dev.sluice.modelserver.Script;
import dev.sluice.standin.fault.FaultPlan;
import dev.sluice.standin.lambda.AsyncTiming;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every fault of the table {@code matrix/fault-matrix.md}, at each phase, to each kind of client,
 * over the whole of Sluice with real WebSockets. The cells are streams of their own and happen at
 * the same time; when all have come to rest, each is held against what the table says.
 */
final class FaultMatrixTest {
  private static final Pattern MARKER = Pattern.compile("cell-(\\d+)-");

  /** How many cells are in the middle of something at once. */
  private static final int AT_ONCE = Integer.getInteger("sluice.matrix.at-once", 80);

  /** How many are just beginning: a storm of questions would take time from all others. */
  private static final Semaphore BEGINNING = new Semaphore(12);

  /** Lambda's minute before it tries a failed invocation again, shortened. */
  private static final Duration LAMBDA_RETRY = Duration.ofSeconds(12);

  private static final Duration REST = Duration.ofSeconds(60);

  private static final Map<Integer, CellModel> models = new ConcurrentHashMap<>();
  private static final Map<Cell, CellRun> runs = new ConcurrentHashMap<>();
  private static final Map<Cell, Throwable> broken = new ConcurrentHashMap<>();
  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    Map<String, String> settings =
        Map.of(
            "RESUME_GRACE", "2s",
            "FIRST_TOKEN_TIMEOUT", "8s",
            "OPENAI_API_KEY", "test",
            "OPENAI_BASE_URL", LocalSluice.MODEL);
    sluice =
        LocalSluice.start(
            settings,
            options ->
                options
                    .separate(Set.of("StreamFunction"))
                    .asyncTiming(
                        new AsyncTiming(LAMBDA_RETRY, LAMBDA_RETRY, Duration.ofMillis(200)))
                    .extraEnvironment(Map.of("FAILED_MODEL_PAUSE", "0")));
    sluice.model().answerOthersWith(FaultMatrixTest::script);
  }

  private static Script script(ModelRequest request) {
    Matcher marker = MARKER.matcher(request.body().toString());
    return marker.find()
        ? models.get(Integer.valueOf(marker.group(1))).next(request.body())
        : Script.error(500, "unknown", "of no cell");
  }

  @AfterAll
  static void stop() {
    runs.values().forEach(CellRun::close);
    sluice.close();
  }

  @TestFactory
  Stream<DynamicTest> every_cell_ends_as_the_table_says() throws Exception {
    String only = System.getProperty("sluice.matrix.only", "");
    List<Cell> all = FaultTable.read();
    List<Cell> cells =
        all.stream().filter(Cell::exists).filter(cell -> cell.name().contains(only)).toList();
    letHappen(cells.stream().filter(cell -> cell.group().isEmpty()).toList(), AT_ONCE);
    letHappen(cells.stream().filter(cell -> cell.group().equals("alone")).toList(), 1);
    sluice.stack().faults().use(new FaultPlan(List.of(), Duration.ofSeconds(1), 0));
    letHappen(cells.stream().filter(cell -> cell.group().equals("clock ahead")).toList(), AT_ONCE);
    sluice.stack().faults().use(new FaultPlan(List.of(), Duration.ofSeconds(-1), 0));
    letHappen(cells.stream().filter(cell -> cell.group().equals("clock behind")).toList(), AT_ONCE);
    List<DynamicTest> tests = new ArrayList<>();
    cells.forEach(cell -> tests.add(DynamicTest.dynamicTest(cell.name(), () -> check(cell))));
    long impossible = all.stream().filter(cell -> !cell.exists()).count();
    System.out.printf("fault matrix: %d cells ran, %d cannot exist%n", cells.size(), impossible);
    return tests.stream();
  }

  private static void letHappen(List<Cell> cells, int atOnce) throws Exception {
    Semaphore places = new Semaphore(atOnce);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<Cell, Future<?>> futures = new LinkedHashMap<>();
      for (Cell cell : cells.stream().sorted(Comparator.comparing(Cell::quick)).toList()) {
        places.acquire();
        futures.put(
            cell,
            threads.submit(
                () -> {
                  try {
                    happen(cell);
                  } finally {
                    places.release();
                  }
                }));
      }
      for (Future<?> future : futures.values()) {
        future.get();
      }
    }
    Awaitility.await().atMost(REST).until(() -> sluice.stack().pendingInvocations() == 0);
    for (CellRun run : runs.values()) {
      run.settle();
    }
  }

  private static void happen(Cell cell) {
    CellModel model = new CellModel(cell);
    models.put(cell.number(), model);
    try {
      BEGINNING.acquire();
      CellRun run;
      try {
        run = new CellRun(sluice, cell, model);
        runs.put(cell, run);
        run.begin();
      } finally {
        BEGINNING.release();
      }
      run.goOn();
    } catch (Throwable e) {
      broken.put(cell, e);
    }
  }

  private static void check(Cell cell) throws Throwable {
    Throwable thrown = broken.get(cell);
    if (thrown != null) {
      throw thrown;
    }
    new CellVerdict(sluice, runs.get(cell)).check();
  }
}
