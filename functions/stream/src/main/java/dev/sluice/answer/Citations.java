package dev.sluice.answer;

import dev.sluice.session.Citation;
import dev.sluice.session.Passage;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the passages that an answer cites as {@code [n]}, {@code [n, m]} or {@code [n][m]}. */
public final class Citations {
  private static final Pattern CITATION =
      Pattern.compile("\\[(\\d{1,3}(?:\\s*[,;]\\s*\\d{1,3})*)]");
  private static final Pattern SEPARATOR = Pattern.compile("\\s*[,;]\\s*");

  private Citations() {}

  /** Each cited passage once, by number; numbers without a passage are left out. */
  public static List<Citation> of(String answer, List<Passage> passages) {
    TreeSet<Integer> numbers = new TreeSet<>();
    Matcher matcher = CITATION.matcher(answer);
    while (matcher.find()) {
      SEPARATOR.splitAsStream(matcher.group(1)).map(Integer::valueOf).forEach(numbers::add);
    }
    return numbers.stream()
        .filter(n -> n >= 1 && n <= passages.size())
        .map(n -> citation(n, passages.get(n - 1)))
        .toList();
  }

  private static Citation citation(int n, Passage passage) {
    return new Citation(n, passage.source(), passage.title(), passage.url());
  }
}
