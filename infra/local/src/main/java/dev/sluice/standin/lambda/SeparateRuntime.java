package dev.sluice.standin.lambda;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Runs a function in this process with as many instances as there are invocations at once, each
 * used again, as Lambda does it: so one invocation alone can be killed or held. Thread-safe.
 */
public final class SeparateRuntime implements FunctionRuntime {
  private final Supplier<InProcessRuntime> maker;
  private final Set<InProcessRuntime> all;

  /** Those without work, the last used first; guarded by itself. */
  private final Deque<InProcessRuntime> idle = new ArrayDeque<>();

  /**
   * @param maker makes what holds one instance
   */
  public SeparateRuntime(Supplier<InProcessRuntime> maker) {
    this(maker, ConcurrentHashMap.newKeySet());
  }

  private SeparateRuntime(Supplier<InProcessRuntime> maker, Set<InProcessRuntime> all) {
    this.maker = maker;
    this.all = all;
  }

  private InProcessRuntime take() {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.pop();
      }
    }
    InProcessRuntime made = maker.get();
    all.add(made);
    return made;
  }

  private void giveBack(InProcessRuntime instance) {
    synchronized (idle) {
      idle.push(instance);
    }
  }

  @Override
  public InvocationResult invoke(Invocation invocation) {
    InProcessRuntime instance = take();
    try {
      return instance.invoke(invocation);
    } finally {
      giveBack(instance);
    }
  }

  @Override
  public void initialise() {
    InProcessRuntime instance = take();
    try {
      instance.initialise();
    } finally {
      giveBack(instance);
    }
  }

  @Override
  public List<Long> processIds() {
    return List.of();
  }

  @Override
  public Optional<FunctionRuntime> instance(String accessKeyId) {
    return accessKeyId.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SeparateRuntime(
                maker,
                all.stream().filter(one -> one.has(accessKeyId)).collect(Collectors.toSet())));
  }

  @Override
  public void kill() {
    all.forEach(InProcessRuntime::kill);
  }

  @Override
  public void pause() {
    all.forEach(InProcessRuntime::pause);
  }

  @Override
  public void wake() {
    all.forEach(InProcessRuntime::wake);
  }

  @Override
  public boolean awaitAwake() {
    return all.stream().allMatch(InProcessRuntime::awaitAwake);
  }

  @Override
  public void close() {
    all.forEach(InProcessRuntime::close);
  }
}
