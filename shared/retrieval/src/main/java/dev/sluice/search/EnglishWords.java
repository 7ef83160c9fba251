package dev.sluice.search;

import java.util.Set;
import java.util.regex.Pattern;

/** What is known of English: words that say nothing of what is asked for, and words that refer. */
final class EnglishWords {
  private static final Set<String> IDLE =
      Set.of(
          ("a about all am an and any anyone anything are as at be been being but by can could did"
               + " do does doing find for from get give got had has have having hello help her hers"
               + " here hey hi him his how i if in info information into is it its just know let"
               + " like long looking many may me might more most much must my need no not of off on"
               + " one or our out over please policies policy search sell shall she he should show"
               + " so some such tell than thank thanks that the their them then there these they"
               + " this those to too under up us very want was we were what when where which who"
               + " whom whose why will with would you your yours it's i'm i'd what's don't doesn't"
               + " can't")
              .split(" "));

  private static final Pattern REFERRING =
      Pattern.compile(
          "\\b(it|its|they|them|their|theirs|this|that|these|those|ones?|same|other|another|"
              + "instead|else|cheaper|cheapest|bigger|larger|smaller|better)\\b"
              + "|^(and|or|but|also|what about|how about|which|why)\\b",
          Pattern.CASE_INSENSITIVE);

  private EnglishWords() {}

  /** Whether the word, in lower case, says nothing of what is asked for. */
  static boolean isIdle(String word) {
    return IDLE.contains(word);
  }

  /** Whether the question refers to something said before, or in view. */
  static boolean refers(String question) {
    return REFERRING.matcher(question.strip()).find();
  }
}
