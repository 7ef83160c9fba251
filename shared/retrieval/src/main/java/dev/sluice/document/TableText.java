package dev.sluice.document;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** A table as lines of text that can stand alone: each cell carries its column's name. */
final class TableText {
  private TableText() {}

  /** One line a row: {@code column: cell; column: cell}, or the bare cells without a header. */
  static List<String> lines(Element table) {
    List<String> columns = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (Element row : table.select("tr")) {
      if (row.closest("table") != table) {
        continue; // belongs to a table inside a cell, whose text the cell carries
      }
      List<String> cells = row.children().stream().map(cell -> Texts.line(cell.text())).toList();
      boolean header = row.selectFirst("td") == null;
      if (header && columns.isEmpty()) {
        columns.addAll(cells);
      } else {
        lines.add(line(columns, cells));
      }
    }
    return lines.isEmpty() && !columns.isEmpty() ? List.of(String.join("; ", columns)) : lines;
  }

  private static String line(List<String> columns, List<String> cells) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      String column = i < columns.size() ? columns.get(i) : "";
      if (!cells.get(i).isEmpty()) {
        parts.add(column.isEmpty() ? cells.get(i) : column + ": " + cells.get(i));
      }
    }
    return String.join("; ", parts);
  }
}
