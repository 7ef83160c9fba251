package dev.sluice.answer;

/**
 * How much of a prompt may come from outside, in estimated tokens.
 *
 * @param passages all passages together; those of the lowest rank are shortened or left out first
 * @param history earlier turns together; the oldest are left out first
 */
public record PromptBudget(int passages, int history) {
  /** Twenty passages of the chunker's size, and about five turns. */
  public static final PromptBudget USUAL = new PromptBudget(6_000, 1_500);
}
