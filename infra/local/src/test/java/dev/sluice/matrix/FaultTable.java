package dev.sluice.matrix;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Reads the table of faults and what is expected of each. */
final class FaultTable {
  private static final String FILE = "/matrix/fault-matrix.md";
  private static final int FIXED_COLUMNS = 3;

  private FaultTable() {}

  /** All cells, row by row. */
  static List<Cell> read() {
    List<Cell> cells = new ArrayList<>();
    for (String line : text().lines().toList()) {
      List<String> columns = columns(line);
      boolean row = columns.size() == FIXED_COLUMNS + Kind.values().length;
      if (row && !columns.getFirst().equals("fault") && !columns.getFirst().startsWith("--")) {
        for (Kind kind : Kind.values()) {
          cells.add(cell(cells.size() + 1, columns, kind));
        }
      }
    }
    return cells;
  }

  private static Cell cell(int number, List<String> columns, Kind kind) {
    return new Cell(
        number,
        columns.get(0),
        Phase.of(columns.get(1)),
        kind,
        Cell.steps(columns.get(2)),
        columns.get(FIXED_COLUMNS + kind.ordinal()));
  }

  private static List<String> columns(String line) {
    if (!line.startsWith("|")) {
      return List.of();
    }
    String inner = line.substring(1, line.lastIndexOf('|'));
    return Arrays.stream(inner.split("\\|")).map(String::strip).toList();
  }

  private static String text() {
    try (var in = Objects.requireNonNull(FaultTable.class.getResourceAsStream(FILE))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
