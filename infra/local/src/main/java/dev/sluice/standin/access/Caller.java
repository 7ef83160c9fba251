package dev.sluice.standin.access;

import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Somebody who may call the stack: an instance of a function, or a person's program. Thread-safe.
 *
 * <pre>
 * active ◄──► paused
 *    └────► dead ◄────┘
 * </pre>
 */
public final class Caller {
  private enum State {
    ACTIVE,
    PAUSED,
    DEAD
  }

  private final String name;
  private final Credentials credentials;
  private final boolean function;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Guarded by the lock. */
  private State state = State.ACTIVE;

  /**
   * @param name the function's logical id, or another name for messages
   * @param credentials what it signs with
   * @param function whether it is a function, with a role
   */
  Caller(String name, Credentials credentials, boolean function) {
    this.name = name;
    this.credentials = credentials;
    this.function = function;
  }

  /** The function's logical id, or another name. */
  public String name() {
    return name;
  }

  /** Whether it is a function, which may do what its role allows. */
  public boolean isFunction() {
    return function;
  }

  /** What it signs with. */
  public Credentials credentials() {
    return credentials;
  }

  /** Holds its calls until it is woken. */
  public void pause() {
    change(State.ACTIVE, State.PAUSED);
  }

  /** Lets its held calls go on. */
  public void wake() {
    change(State.PAUSED, State.ACTIVE);
  }

  /** Cuts its calls off, held ones and later ones, for ever. */
  public void kill() {
    lock.lock();
    try {
      state = State.DEAD;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void change(State from, State to) {
    lock.lock();
    try {
      if (state == from) {
        state = to;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Called when a call of it comes in; waits while it is paused.
   *
   * @return false when it is dead: the call must have no effect and no answer
   */
  public boolean mayGoOn() {
    lock.lock();
    try {
      while (state == State.PAUSED) {
        changed.awaitUninterruptibly();
      }
      return state == State.ACTIVE;
    } finally {
      lock.unlock();
    }
  }
}
