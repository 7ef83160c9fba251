package dev.sluice.answer;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of a text by which a sentence and a question are compared. */
final class Words {
  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final int MIN_STEM = 3;

  /** Words that say nothing about the subject, in the languages the answer is worded in. */
  private static final Set<String> EMPTY =
      new HashSet<>(
          Arrays.asList(
              """
              a about an and any are as at be but by can could did do does for from get got had has
              have how i if in into is it its me my no not of on or our please shall should so that
              the their them there these they this those to us was we were what when where which who
              why will with would you your aber als am auf aus bei bin bis das dass dem den der des
              die du ein eine einen einer es fur gibt hat habe haben ich ihr im ist kann man mein
              meine mich mir mit nach nicht oder sich sie sind und uns von wann warum wenn wer wie
              wir wird wo zu zum zur au aux avec ce ces cette comment dans de du elle en est et il je
              la le les leur ma mes mon ne nous ou par pas pour quand que quel quelle qui sa se ses
              son sur un une vos votre vous al como con cual cuando cuanto del donde el esta este hay
              las lo los mi para pero por si sin su sus tiene y yo che chi ci come da dal della di
              dove e gli ho io nel non per piu quale quando quanto sono tra bij dat dit een er het
              hoe ik met mijn naar niet om op te van voor waar wanneer wat welke wie zijn\
              """
                  .split("\\s+")));

  private Words() {}

  /** The words with a meaning, without case, accents and the commonest endings, in their order. */
  static Set<String> of(String text) {
    Set<String> words = new LinkedHashSet<>();
    for (String word : BETWEEN.split(plain(text))) {
      if (!word.isEmpty() && !EMPTY.contains(word)) {
        words.add(stem(word));
      }
    }
    return words;
  }

  private static String plain(String text) {
    String decomposed = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFKD);
    return MARKS.matcher(decomposed).replaceAll("");
  }

  /** Joins singular and plural of most nouns; a stemmer by language would be too much here. */
  private static String stem(String word) {
    if (word.length() > MIN_STEM + 1 && word.endsWith("ies")) {
      return word.substring(0, word.length() - 3) + "y";
    }
    boolean plural = word.endsWith("s") && !word.endsWith("ss") && word.length() > MIN_STEM;
    return plural ? word.substring(0, word.length() - 1) : word;
  }
}
