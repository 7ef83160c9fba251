package dev.sluice.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code docs/concurrency.md} says of a fault, a row of the table shows. */
final class ConcurrencyDocumentTest {
  private static final Path PAGE =
      Path.of(System.getProperty("sluice.root", "../.."), "docs", "concurrency.md");

  /** A fault may have a word in code marks in its name. */
  private static final Pattern ROW =
      Pattern.compile("`([^`\\n|/]+(?:`\\w+`[^`\\n|/]+)?) / (before|middle|after)`");

  private static Set<String> named() throws IOException {
    Matcher matcher = ROW.matcher(Files.readString(PAGE));
    Set<String> rows = new LinkedHashSet<>();
    while (matcher.find()) {
      rows.add(matcher.group(1) + " / " + matcher.group(2));
    }
    return rows;
  }

  @Test
  void every_row_that_the_page_names_is_in_the_table() throws IOException {
    Set<String> rows =
        FaultTable.read().stream()
            .map(cell -> cell.fault() + " / " + cell.phase().label())
            .collect(Collectors.toSet());
    assertThat(named()).isNotEmpty().isSubsetOf(rows);
  }

  @Test
  void every_row_of_the_table_that_can_happen_is_named_in_the_page() throws IOException {
    Set<String> rows =
        FaultTable.read().stream()
            .filter(Cell::exists)
            .map(cell -> cell.fault() + " / " + cell.phase().label())
            .collect(Collectors.toSet());
    assertThat(named()).containsAll(rows);
  }
}
