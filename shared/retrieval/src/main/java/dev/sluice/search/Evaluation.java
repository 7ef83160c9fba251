package dev.sluice.search;

import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a retriever by judged queries. Immutable.
 *
 * @param queries the text of each query by its id
 * @param judgments by query id the gain of each judged source; what is not judged gains nothing
 */
public record Evaluation(Map<String, String> queries, Map<String, Map<String, Double>> judgments) {
  /** How many passages are asked for, so that ten documents remain when some have several. */
  private static final int DEPTH = 20;

  /** Copies the maps. */
  public Evaluation {
    queries = new LinkedHashMap<>(queries);
    judgments = Map.copyOf(judgments);
  }

  /**
   * Reads tab-separated files: query id and text; query id, source and gain. Further cells and
   * empty lines are passed over.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if a line has another form, or no judgment is of a query
   */
  public static Evaluation read(Path queries, Path judgments) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String[] cells : rows(queries, 2)) {
      texts.put(cells[0], cells[1]);
    }
    Map<String, Map<String, Double>> gains = new HashMap<>();
    for (String[] cells : rows(judgments, 3)) {
      gains
          .computeIfAbsent(cells[0], id -> new HashMap<>())
          .put(cells[1], gain(cells[2], judgments));
    }
    if (Collections.disjoint(texts.keySet(), gains.keySet())) {
      throw new IllegalArgumentException(
          "Expected judgments of the queries in %s but %s has none".formatted(queries, judgments));
    }
    return new Evaluation(texts, gains);
  }

  /** Asks every query once and compares what comes with the judgments. */
  public EvaluationReport run(Retriever retriever, TenantId tenant) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    List<EvaluationReport.Query> measured = new ArrayList<>();
    queries.forEach(
        (id, text) -> {
          long wall = System.nanoTime();
          long cpu = threads.getCurrentThreadCpuTime();
          Retrieval retrieval = retriever.retrieve(SearchRequest.of(tenant, text, DEPTH));
          long cpuNanos = threads.getCurrentThreadCpuTime() - cpu;
          long wallNanos = System.nanoTime() - wall;
          List<String> sources =
              retrieval.passages().stream().map(Passage::source).distinct().toList();
          Map<String, Double> gains = judgments.getOrDefault(id, Map.of());
          measured.add(
              new EvaluationReport.Query(
                  id, text, RankingMetrics.of(sources, gains), wallNanos, cpuNanos));
        });
    return new EvaluationReport(measured);
  }

  private static List<String[]> rows(Path file, int count) throws IOException {
    List<String[]> rows = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String[] cells = line.split("\t", -1);
      if (!line.isBlank() && (cells.length < count || cells[0].isBlank() || cells[1].isBlank())) {
        throw new IllegalArgumentException(
            "Expected %d tab-separated cells in line %d of %s but got '%s'"
                .formatted(count, number, file, line));
      }
      if (!line.isBlank()) {
        rows.add(cells);
      }
    }
    return rows;
  }

  private static double gain(String cell, Path file) {
    try {
      return Double.parseDouble(cell.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Expected a gain such as 0, 1 or 0.5 in %s but got '%s'".formatted(file, cell));
    }
  }
}
