package dev.sluice.matrix;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * One cell of the table.
 *
 * @param number unique; part of the question, so that everything that belongs to it is found
 * @param steps what is done, in order
 * @param expected what the table says; a cell that cannot exist begins with {@code -}
 */
record Cell(int number, String fault, Phase phase, Kind kind, List<String> steps, String expected) {

  private static final Set<String> GROUPS = Set.of("alone", "clock ahead", "clock behind");
  private static final Set<String> SLOW = Set.of("kill", "pause", "slow", "stalls", "fail", "x");

  /** Copies the steps. */
  Cell {
    steps = List.copyOf(steps);
  }

  static List<String> steps(String column) {
    return Arrays.stream(column.split(";")).map(String::strip).toList();
  }

  boolean exists() {
    return !expected.startsWith("-");
  }

  /**
   * With which others it happens at the same time: {@code alone} if it strikes a function that all
   * cells share, {@code clock ahead} or {@code clock behind} if the gateway's clock is shifted, or
   * empty.
   */
  String group() {
    return steps.stream().filter(GROUPS::contains).findFirst().orElse("");
  }

  /** Whether it is likely to be over soon; the others are begun first. */
  boolean quick() {
    return SLOW.stream().noneMatch(word -> steps.stream().anyMatch(step -> step.contains(word)));
  }

  String name() {
    return fault + " / " + phase.label() + " / " + kind.label();
  }

  /** What its question has, and nothing else of the whole test. */
  String marker() {
    return "cell-" + number + "-";
  }

  /** The first part of what is expected: how it ends. */
  String outcome() {
    return expected.split(",")[0].strip();
  }

  /** Whether the table adds this. */
  boolean says(String extra) {
    return Arrays.stream(expected.split(",")).map(String::strip).anyMatch(extra::equals);
  }

  /** What follows a word in what the table adds, or else the other. */
  String after(String word, String otherwise) {
    return Arrays.stream(expected.split(","))
        .map(String::strip)
        .skip(1)
        .filter(extra -> extra.startsWith(word + " "))
        .map(extra -> extra.substring(word.length() + 1))
        .findFirst()
        .orElse(otherwise);
  }
}
