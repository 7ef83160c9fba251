package dev.sluice.relay;

import static dev.sluice.relay.SimWorld.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Thousands of short random lives of a stream: connections drop, posts are throttled, lost, late
 * and doubled, functions are killed, paused and doubled, writes fail before and after they are
 * done, clocks differ, visitors cancel and open a second tab. What must hold is said where it is
 * checked, in {@link SimClient}, {@link SimOlderClient}, {@link SimWorld} and {@link SimRelay};
 * here, that everything comes to an end.
 */
final class SimulationTest {
  private static final int LIVES = 5_000;

  /** After the last fault: a lease, ten seconds of silence, a long answer, and some more. */
  private static final long PATIENCE = 150 * SECOND;

  /** An older client's half minute, Lambda's retry, and the longest time a function was held. */
  private static final long OLDER_PATIENCE = 150 * SECOND;

  private static final int MOST_EVENTS = 60_000;

  @Test
  void a_resumable_client_holds_a_prefix_at_any_time_and_the_answer_at_the_end() {
    everySeed(true, SimulationTest::live);
  }

  @Test
  void an_older_client_holds_a_prefix_and_is_told_when_it_cannot_become_the_answer() {
    everySeed(false, SimulationTest::liveOlder);
  }

  private static void everySeed(boolean resumable, Consumer<SimWorld> life) {
    for (long seed = 1; seed <= LIVES; seed++) {
      try {
        life.accept(new SimWorld(seed, resumable, false));
      } catch (AssertionError | RuntimeException e) {
        SimWorld again = new SimWorld(seed, resumable, true);
        try {
          life.accept(again);
        } catch (AssertionError | RuntimeException same) {
          // the trace is what is wanted
        }
        throw new AssertionError(
            "Seed " + seed + ": " + e + "\n" + String.join("\n", again.trace), e);
      }
    }
  }

  /** Until nothing more can happen. */
  private static void liveOlder(SimWorld world) {
    SimFunctions functions = new SimFunctions(world);
    SimOlderClient client = new SimOlderClient(world);
    world.create(client.connection());
    if (world.strikes(20)) {
      world.interrupted = true;
    } else {
      functions.invoke();
    }
    int events = 0;
    while (world.step()) {
      if (world.now() > OLDER_PATIENCE || ++events > MOST_EVENTS) {
        throw new AssertionError("It does not end");
      }
    }
    client.checkTold();
  }

  private static void live(SimWorld world) {
    SimFunctions functions = new SimFunctions(world);
    List<SimClient> clients = new ArrayList<>();
    clients.add(new SimClient(world, functions, "c"));
    world.create(clients.getFirst().connection());
    if (!world.strikes(20)) {
      functions.invoke();
    }
    boolean twoTabs = world.random.nextInt(5) == 0;
    if (twoTabs) {
      world.in(
          world.between(0, 20) * SECOND,
          () -> {
            SimClient tab = new SimClient(world, functions, "tab");
            clients.add(tab);
            tab.resume();
          });
    }
    int events = 0;
    while (clients.size() < (twoTabs ? 2 : 1) || !over(world, clients)) {
      if (!world.step()) {
        throw new AssertionError("Nothing is left to happen: " + states(clients));
      }
      if (world.now() > world.faultsUntil() + PATIENCE || ++events > MOST_EVENTS) {
        throw new AssertionError("Stuck: " + states(clients));
      }
    }
  }

  /** All relays have ended, one client has its end, and the others have been told that it moved. */
  private static boolean over(SimWorld world, List<SimClient> clients) {
    return clients.stream().anyMatch(SimClient::finished)
        && clients.stream().allMatch(client -> client.finished() || client.left())
        && world.relays.stream().noneMatch(SimRelay::alive);
  }

  private static List<String> states(List<SimClient> clients) {
    return clients.stream().map(SimClient::state).toList();
  }
}
