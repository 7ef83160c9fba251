package dev.sluice.matrix;

import dev.sluice.aws.ConnectionItems;
import dev.sluice.aws.StreamItems;
import dev.sluice.e2e.LocalSluice;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Lease;
import dev.sluice.session.Run;
import dev.sluice.session.StreamId;
import dev.sluice.standin.fault.Fault;
import dev.sluice.standin.fault.FaultPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Lets one cell happen: a client asks, and when the stream has come to the cell's phase, the steps
 * of the table are done one after another; then the model may go on to its end. One thread.
 */
final class CellRun implements AutoCloseable {
  /** For what happens without any fault, on a machine with many other cells. */
  private static final Duration SOON = Duration.ofSeconds(20);

  /** A resumable client never gives up; this is when we do. */
  private static final Duration LONG = Duration.ofSeconds(75);

  /** An older client gives up half a minute after asking. */
  private static final Duration OLDER = Duration.ofSeconds(30);

  /** When the last publication began; guarded by the {@link LocalSluice}. */
  private static long published = System.nanoTime();

  private final LocalSluice sluice;
  private final Cell cell;
  private final CellModel model;
  private final List<Fault> faults = new ArrayList<>();
  private final List<CellClient> clients = new ArrayList<>();

  /** Whether an older client has left. */
  private boolean dropped;

  CellRun(LocalSluice sluice, Cell cell, CellModel model) {
    this.sluice = sluice;
    this.cell = cell;
    this.model = model;
    String id = cell.kind().resumable() ? LocalSluice.newId() : "";
    clients.add(newClient(id));
  }

  private CellClient newClient(String id) {
    String question = "What is your return policy? " + cell.marker();
    return new CellClient(sluice.olderUrl(LocalSluice.KEY), cell, id, question);
  }

  Cell cell() {
    return cell;
  }

  CellModel model() {
    return model;
  }

  /** The faults of the cell that have to happen. */
  List<Fault> faults() {
    return faults;
  }

  /** The client that has the stream in the end. */
  CellClient client() {
    return clients.getLast();
  }

  /** The one that asked. */
  CellClient first() {
    return clients.getFirst();
  }

  /** The client asks, and the stream comes to its phase. */
  void begin() throws InterruptedException {
    List<String> early = steps("ask: ");
    boolean waits = !cell.kind().resumable() && early.stream().anyMatch(FaultWords::needsId);
    if (waits) {
      // an older client's id is known when `status` has come: until then nothing may go on
      add(FaultWords.read("store TransactWriteItems by query slow 2s", "", cell));
    } else {
      perform(early);
    }
    client().ask();
    if (waits) {
      await("status", () -> !client().id().isEmpty());
      perform(early);
    }
    if (early.isEmpty() && steps("model ").isEmpty()) {
      untilPhase();
    }
  }

  /** The fault strikes, and the stream comes to its end. */
  void goOn() throws InterruptedException {
    perform(cell.steps().stream().filter(step -> !step.startsWith("ask: ")).toList());
    open();
    boolean over = client().until(this::over, cell.kind().resumable() ? LONG : OLDER);
    if (!over && cell.kind().resumable()) {
      throw new AssertionError("No end came; frames: " + client().frames());
    }
  }

  private boolean over() {
    boolean refused = client().others().stream().anyMatch(frame -> !frame.has("type"));
    return !client().end().isEmpty() || (!cell.kind().resumable() && (dropped || refused));
  }

  private List<String> steps(String prefix) {
    return cell.steps().stream()
        .filter(step -> step.startsWith(prefix))
        .map(step -> step.substring(prefix.length()))
        .toList();
  }

  private void await(String what, BooleanSupplier so) throws InterruptedException {
    if (!client().until(so, SOON)) {
      throw new AssertionError("Waited in vain for " + what + "; got " + client().frames());
    }
  }

  private void untilPhase() throws InterruptedException {
    await("stream_start", client()::started);
    if (cell.phase() != Phase.BEFORE) {
      sluice.model().open(model.gate(Phase.BEFORE));
      reach(Phase.MIDDLE, model.before());
    }
    if (cell.phase() == Phase.AFTER) {
      sluice.model().open(model.gate(Phase.MIDDLE));
      reach(Phase.AFTER, model.before() + model.behind());
    }
  }

  private void reach(Phase phase, String text) throws InterruptedException {
    String gate = model.gate(phase);
    await(
        "the phase " + phase.label(),
        () ->
            cell.kind().streams() ? client().text().equals(text) : sluice.model().hasReached(gate));
  }

  private void open() {
    for (Phase phase : Phase.values()) {
      sluice.model().open(model.gate(phase));
    }
  }

  private void perform(List<String> steps) throws InterruptedException {
    for (String step : steps) {
      perform(step);
    }
  }

  private void perform(String step) throws InterruptedException {
    if (FaultWords.isFault(step)) {
      add(FaultWords.read(step, first().id(), cell));
      return;
    }
    switch (step) {
      case "drop" -> {
        client().drop();
        leave();
      }
      case "return" -> {
        if (cell.kind().resumable()) {
          client().connect();
          client().resume();
        }
      }
      case "reload" -> {
        client().drop();
        clients.add(newClient(first().id()));
        client().resume(0, 0);
      }
      case "second tab" -> {
        clients.add(newClient(first().id()));
        client().resume(0, 0);
      }
      case "resume" -> {
        if (cell.kind().resumable()) {
          client().resume();
        }
      }
      case "until resumed" -> {
        if (cell.kind().resumable()) {
          await("the resume", () -> stored().reader().resumeSeq() > 0);
        }
      }
      case "until released" ->
          await(
              "the release",
              () ->
                  !stored().lease().map(Lease::until).orElse(Instant.EPOCH).isAfter(Instant.EPOCH));
      case "until recorded" -> await("the record", () -> stored().ending().isPresent());
      case "until moved" -> {
        if (!first().until(() -> first().moved(), SOON)) {
          throw new AssertionError("Nobody told the first; it got " + first().frames());
        }
      }
      case "cancel" -> client().cancel();
      case "open" -> open();
      case "until end" -> await("the end", () -> !client().end().isEmpty());
      case "until met" -> await("the fault", () -> faults.stream().allMatch(this::isOver));
      case "invoke again" ->
          sluice.stack().invokeLater("StreamFunction", "{\"stream_id\":\"" + first().id() + "\"}");
      case "publish" -> publish();
      case "send nonsense" -> client().sendText("no json " + cell.marker());
      case "send deep" -> client().sendText("[".repeat(5_000) + "]".repeat(5_000));
      case "send oversized" -> {
        client().send(Map.of("question", "q".repeat(130 * 1024)));
        leave();
      }
      default -> {
        if (!step.startsWith("model ")
            && !List.of("nothing", "alone", "clock ahead", "clock behind").contains(step)) {
          throw new IllegalArgumentException("No step: " + step);
        }
      }
    }
  }

  /** An older client does not come back; the gateway knows it before anything goes on. */
  private void leave() throws InterruptedException {
    if (!cell.kind().resumable()) {
      dropped = true;
      ConnectionItems connections = new ConnectionItems(sluice.table());
      ConnectionId connection = stored().reader().connection();
      await("the disconnection", () -> connections.get(connection).isEmpty());
    }
  }

  private Run stored() {
    return new StreamItems(sluice.table()).run(new StreamId(first().id())).orElseThrow();
  }

  /** One publication is enough for all that run while it begins. */
  private void publish() {
    long came = System.nanoTime();
    synchronized (sluice) {
      if (published - came > 0) {
        return;
      }
      published = System.nanoTime();
      try {
        sluice.indexDocuments();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private void add(Fault fault) {
    faults.add(fault);
    sluice.stack().faults().add(FaultPlan.of(fault));
  }

  static boolean met(LocalSluice sluice, List<Fault> faults) {
    return sluice.stack().faults().happened().containsAll(faults);
  }

  /** Whether it has happened as often as it will. */
  private boolean isOver(Fault fault) {
    return Collections.frequency(sluice.stack().faults().happened(), fault) == fault.when().times();
  }

  /** Takes what may still come when everything has come to rest. */
  void settle() throws InterruptedException {
    for (CellClient each : clients) {
      each.until(() -> false, Duration.ofMillis(1));
    }
  }

  @Override
  public void close() {
    clients.forEach(CellClient::close);
  }
}
