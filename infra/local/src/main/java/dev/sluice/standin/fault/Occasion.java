package dev.sluice.standin.fault;

import java.util.Optional;

/**
 * When a fault happens: at some of the calls that match.
 *
 * @param at what kind of call
 * @param by the logical id of the function that makes the call; of an invocation, of the one that
 *     is invoked
 * @param operation the store's operation, such as {@code PutItem}
 * @param containing a text that the call's body has
 * @param from the first of the matching calls at which it happens, counted from 1
 * @param times at how many of them it happens
 * @param chance how likely it is at each of these, 0 to 1
 */
public record Occasion(
    Point at,
    Optional<String> by,
    Optional<String> operation,
    Optional<String> containing,
    int from,
    int times,
    double chance) {
  /** Kinds of calls. */
  public enum Point {
    /** A backend posts to a connection. */
    POST,
    /** A function calls DynamoDB. */
    STORE,
    /** A function is invoked. */
    INVOCATION
  }

  /** Every time. */
  public static final int ALWAYS = Integer.MAX_VALUE;

  /** Checks the numbers. */
  public Occasion {
    if (from < 1 || times < 1 || chance <= 0 || chance > 1) {
      throw new FaultException(
          "Expected from ≥ 1, times ≥ 1 and 0 < chance ≤ 1 but got "
              + from
              + ", "
              + times
              + ", "
              + chance);
    }
  }

  /** The first call of a kind. */
  public static Occasion first(Point at) {
    return new Occasion(at, Optional.empty(), Optional.empty(), Optional.empty(), 1, 1, 1);
  }

  /** The same for calls of one function. */
  public Occasion by(String function) {
    return new Occasion(at, Optional.of(function), operation, containing, from, times, chance);
  }

  /** The same for one operation of the store. */
  public Occasion operation(String name) {
    return new Occasion(at, by, Optional.of(name), containing, from, times, chance);
  }

  /** The same for calls whose body has a text. */
  public Occasion containing(String text) {
    return new Occasion(at, by, operation, Optional.of(text), from, times, chance);
  }

  /** The same for other ones of the matching calls. */
  public Occasion nth(int first, int count) {
    return new Occasion(at, by, operation, containing, first, count, chance);
  }

  /** The same, left to chance. */
  public Occasion chance(double likelihood) {
    return new Occasion(at, by, operation, containing, from, times, likelihood);
  }

  boolean matches(Call call) {
    return call.at() == at
        && by.map(call.by()::equals).orElse(true)
        && operation.map(call.operation()::equals).orElse(true)
        && containing.map(call.body()::contains).orElse(true);
  }
}
