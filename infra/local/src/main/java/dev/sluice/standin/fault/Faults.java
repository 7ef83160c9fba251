package dev.sluice.standin.fault;

import dev.sluice.standin.time.Timer;
import dev.sluice.standin.time.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The plan that is in force, and what of it has happened. The plan can be replaced while the stack
 * runs. Thread-safe.
 */
public final class Faults {
  /** A fault with the count of calls that matched it. */
  private static final class Counted {
    final Fault fault;

    /** Guarded by the {@link Faults}. */
    long matches;

    Counted(Fault fault) {
      this.fault = fault;
    }
  }

  private final FunctionControl functions;
  private final Set<String> names;
  private final Timer timer;
  private final List<Fault> happened = new CopyOnWriteArrayList<>();

  /** The plan's faults; guarded by this. */
  private List<Counted> plan = List.of();

  /** Decides chances; guarded by this. */
  private Random random = new Random(0);

  /** How far the gateway's clock is ahead. */
  private volatile Duration clockShift = Duration.ZERO;

  /**
   * Nothing goes wrong until a plan is given.
   *
   * @param names the logical ids of the functions there are
   */
  public Faults(FunctionControl functions, Set<String> names, Timer timer) {
    this.functions = functions;
    this.names = Set.copyOf(names);
    this.timer = timer;
  }

  /**
   * Puts a plan in force; counts begin anew.
   *
   * @throws FaultException when it names a function that there is not; the plan stays as it was
   */
  public synchronized void use(FaultPlan newPlan) {
    checkNames(newPlan);
    plan = newPlan.faults().stream().map(Counted::new).toList();
    random = new Random(newPlan.seed());
    clockShift = newPlan.clockShift();
  }

  private void checkNames(FaultPlan newPlan) {
    for (Fault fault : newPlan.faults()) {
      fault.when().by().ifPresent(this::check);
      fault.then().target().ifPresent(this::check);
    }
  }

  private void check(String function) {
    if (!names.contains(function)) {
      throw new FaultException(
          "Expected the fault plan to name one of "
              + new TreeSet<>(names)
              + " but got "
              + function);
    }
  }

  /** Adds to the plan in force, whose counts go on; only the faults of the addition count. */
  public synchronized void add(FaultPlan more) {
    checkNames(more);
    plan = Stream.concat(plan.stream(), more.faults().stream().map(Counted::new)).toList();
  }

  /** The faults that have happened, in order, over all plans. */
  public List<Fault> happened() {
    return List.copyOf(happened);
  }

  /** Whether the plan has faults of such calls. */
  synchronized boolean concern(Occasion.Point at) {
    return plan.stream().anyMatch(counted -> counted.fault.when().at() == at);
  }

  /** How far the gateway's clock is ahead. */
  public Duration clockShift() {
    return clockShift;
  }

  /**
   * Notes a call, does what is to be done to functions, waits where it is slow.
   *
   * @return what else is to happen to the call
   */
  List<Effect> meet(Call call) {
    return apply(note(call), call);
  }

  /** Notes a call; nothing is done yet. */
  List<Fault> note(Call call) {
    List<Fault> due = due(call);
    happened.addAll(due);
    return due;
  }

  /** Does what faults that were noted do to functions, waits where they are slow. */
  List<Effect> apply(List<Fault> noted, Call call) {
    List<Effect> left = new ArrayList<>();
    for (Fault fault : noted) {
      apply(fault.then(), call).ifPresent(left::add);
    }
    return left;
  }

  private Optional<Effect> apply(Effect effect, Call call) {
    return switch (effect) {
      case Effect.Slow slow -> {
        Waiting.of(slow.by(), timer);
        yield Optional.empty();
      }
      case Effect.Wake wake -> {
        functions.wake(wake.function());
        yield Optional.empty();
      }
      case Effect.Pause pause -> pause(pause, call);
      case Effect.Kill kill when !kill.applied() && call.at() != Occasion.Point.INVOCATION -> {
        kill(kill, call);
        yield Optional.of(new Effect.Reset());
      }
      case Effect.Kill kill -> Optional.of(kill);
      case Effect.Throttle throttle -> Optional.of(throttle);
      case Effect.Fail fail -> Optional.of(fail);
      case Effect.Reset reset -> Optional.of(reset);
      case Effect.Gone gone -> Optional.of(gone);
      case Effect.AppliedThenFail applied -> Optional.of(applied);
      case Effect.AppliedThenReset applied -> Optional.of(applied);
      case Effect.Duplicate duplicate -> Optional.of(duplicate);
    };
  }

  /** The call at which its own function is held is carried out when the function goes on. */
  private Optional<Effect> pause(Effect.Pause pause, Call call) {
    boolean own = pause.function().equals(call.by());
    FunctionControl held = own ? functions.ofInstance(call.instance()) : functions;
    held.pause(pause.function());
    pause.wakeAfter().ifPresent(t -> timer.after(t, () -> held.wake(pause.function())));
    return own && !held.awaitAwake(pause.function())
        ? Optional.of(new Effect.Reset())
        : Optional.empty();
  }

  private synchronized List<Fault> due(Call call) {
    List<Fault> due = new ArrayList<>();
    for (Counted counted : plan) {
      Occasion when = counted.fault.when();
      if (when.matches(call)) {
        long number = ++counted.matches;
        boolean counts = number >= when.from() && number - when.from() < when.times();
        if (counts && (when.chance() >= 1 || random.nextDouble() < when.chance())) {
          due.add(counted.fault);
        }
      }
    }
    return due;
  }

  /** Kills the calling instance if it is of that function, else all of the function's. */
  void kill(Effect.Kill kill, Call call) {
    boolean own = kill.function().equals(call.by());
    FunctionControl target = own ? functions.ofInstance(call.instance()) : functions;
    target.kill(kill.function());
  }
}
