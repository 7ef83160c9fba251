package dev.sluice.answer.provider;

import java.util.List;

/**
 * Whether a configured model can be asked, as far as its provider tells without being asked.
 *
 * @param model the model's id, such as {@code deepseek/deepseek-flash}
 * @param offered the names in the provider's list, empty when there is none
 */
public record ModelReport(String model, Finding finding, List<String> offered) {
  /** What was found. */
  public enum Finding {
    /** The name is in the provider's list. */
    FOUND("is offered"),
    /** The name is not in the provider's list: it may have been retired. */
    NO_SUCH_MODEL("is not in the provider's list"),
    /** The provider does not know the key, or does not let it do this (401, 403; 400 at Gemini). */
    KEY_REFUSED("cannot be asked: the provider refuses the key"),
    /** The account has no money left (402). */
    NOT_PAID("cannot be asked: the account has to be paid"),
    /** The provider could not be reached, or had a fault. */
    UNREACHABLE("cannot be checked: the provider is not reached"),
    /** The provider gives no list. */
    NO_LIST("cannot be checked: the provider gives no list of models");

    private final String words;

    Finding(String words) {
      this.words = words;
    }
  }

  private static final int MAX_SHOWN = 8;

  /** Copies the names. */
  public ModelReport {
    offered = List.copyOf(offered);
  }

  /** Whether somebody has to change something before the model can answer. */
  public boolean isMisconfigured() {
    return switch (finding) {
      case NO_SUCH_MODEL, KEY_REFUSED, NOT_PAID -> true;
      case FOUND, UNREACHABLE, NO_LIST -> false;
    };
  }

  /** One line for people. */
  public String sentence() {
    String line = model + " " + finding.words;
    if (finding != Finding.NO_SUCH_MODEL) {
      return line;
    }
    String names = String.join(", ", offered.subList(0, Math.min(MAX_SHOWN, offered.size())));
    return line + ": " + names + (offered.size() > MAX_SHOWN ? ", …" : "");
  }
}
