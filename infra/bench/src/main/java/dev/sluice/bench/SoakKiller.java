package dev.sluice.bench;

import dev.sluice.standin.Stack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Kills functions' processes with signal 9, spread over the answers. Used by one thread. */
final class SoakKiller {
  /** The stream function most often: it has the most to lose. */
  private static final List<String> VICTIMS =
      List.of(
          "StreamFunction",
          "StreamFunction",
          "StreamFunction",
          "StreamFunction",
          "QueryFunction",
          "QueryFunction",
          "ConnectFunction");

  private final Stack stack;
  private final Random random;
  private final Map<String, Integer> killed = new TreeMap<>();

  SoakKiller(Stack stack, Random random) {
    this.stack = stack;
    this.random = random;
  }

  /** Kills one process, if the function that chance chose has any; returns whether it did. */
  boolean kill() {
    String function = VICTIMS.get(random.nextInt(VICTIMS.size()));
    List<Long> processes = new ArrayList<>(stack.processIds(function));
    if (processes.isEmpty()) {
      return false;
    }
    long victim = processes.get(random.nextInt(processes.size()));
    boolean done = ProcessHandle.of(victim).map(ProcessHandle::destroyForcibly).orElse(false);
    if (done) {
      killed.merge(function, 1, Integer::sum);
    }
    return done;
  }

  int count() {
    return killed.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String toString() {
    return count() + " killed " + killed;
  }
}
