package dev.sluice.search;

import dev.sluice.session.Passage;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
   * Reads tab-separated files: query id and text; query id, source and gain.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalArgumentException if a line has another form
   */
  public static Evaluation read(Path queries, Path judgments) throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String line : Files.readAllLines(queries)) {
      if (!line.isBlank()) {
        String[] cells = cells(line, 2, queries);
        texts.put(cells[0], cells[1]);
      }
    }
    Map<String, Map<String, Double>> gains = new HashMap<>();
    for (String line : Files.readAllLines(judgments)) {
      if (!line.isBlank()) {
        String[] cells = cells(line, 3, judgments);
        gains
            .computeIfAbsent(cells[0], id -> new HashMap<>())
            .put(cells[1], Double.parseDouble(cells[2]));
      }
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

  private static String[] cells(String line, int count, Path file) {
    String[] cells = line.split("\t", -1);
    if (cells.length < count) {
      throw new IllegalArgumentException(
          "Expected %d tab-separated cells in %s but got '%s'".formatted(count, file, line));
    }
    return cells;
  }
}
