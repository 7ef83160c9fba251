package dev.sluice.document;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Catalogues as comma-, semicolon- or tab-separated values (RFC 4180) with a header row. A row with
 * another number of cells is reported and passed over.
 */
final class CsvReader implements DocumentReader {

  @Override
  public void read(RawFile file, Consumer<ReadOutcome> sink) {
    String text = Texts.decode(file.content());
    ProductMapper mapper = new ProductMapper(CatalogueMapping.of(file));
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(delimiter(text.lines().findFirst().orElse("")))
            .setIgnoreEmptyLines(true)
            .get();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      Iterator<CSVRecord> records = parser.iterator();
      if (!records.hasNext()) {
        return;
      }
      List<String> columns = records.next().stream().map(CsvReader::column).toList();
      while (records.hasNext()) {
        CSVRecord cells = records.next();
        sink.accept(row(file.name() + ":" + parser.getCurrentLineNumber(), columns, cells, mapper));
      }
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw new UnreadableException("Expected comma-separated values but: " + e.getMessage());
    }
  }

  /** Google Merchant Center's columns may carry the prefix they have in XML. */
  private static String column(String written) {
    String name = written.strip();
    return name.startsWith("g:") ? name.substring(2) : name;
  }

  private static ReadOutcome row(
      String name, List<String> columns, CSVRecord cells, ProductMapper mapper) {
    if (cells.size() != columns.size()) {
      return new ReadOutcome.Rejected(
          name, "Expected %d cells but got %d".formatted(columns.size(), cells.size()));
    }
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!cells.get(i).isBlank()) {
        fields.put(columns.get(i), List.of(cells.get(i).strip()));
      }
    }
    return mapper.map(new CatalogueRow(name, fields));
  }

  private static String delimiter(String header) {
    String best = ",";
    for (String candidate : List.of(",", ";", "\t")) {
      if (count(header, candidate) > count(header, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, String delimiter) {
    return text.chars().filter(c -> c == delimiter.charAt(0)).count();
  }
}
