package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Measuring an index from the command line. */
class EvalCommandTest {
  private static final Path SHOP =
      Path.of(System.getProperty("sluice.root", "../..")).resolve("infra/local/shop");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  @Test
  void the_sample_shop_finds_what_its_own_queries_ask_for() {
    int code =
        eval(
            "--queries",
            SHOP.resolve("queries.tsv").toString(),
            "--judgments",
            SHOP.resolve("judgments.tsv").toString(),
            "--folds",
            "5",
            "--worst",
            "3",
            "--index",
            SHOP.resolve("products.jsonl").toString(),
            SHOP.resolve("pages").toString());

    assertThat(code).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("queries     80, of them judged 80", "latency     p50", "MRR@10", "(5 folds, ");
    assertThat(figure("nDCG@10     (0\\.\\d+)\n")).isGreaterThan(0.75);
    assertThat(figure("recall@10   (0\\.\\d+)\n")).isGreaterThan(0.75);
  }

  @Test
  void a_tenant_without_an_index_is_told_how_to_make_one() throws Exception {
    Path queries = Files.writeString(folder.resolve("q.tsv"), "1\tkettle\n");
    Path judgments = Files.writeString(folder.resolve("j.tsv"), "1\tk\t1\n");

    int code =
        eval(
            "--data", folder.resolve("data").toString(),
            "--queries", queries.toString(),
            "--judgments", judgments.toString());

    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("has no index").contains("./sluice index");
  }

  @Test
  void files_that_are_not_there_or_of_another_form_are_named() throws Exception {
    Path queries = Files.writeString(folder.resolve("q.tsv"), "kettle\n");

    assertThat(eval("--queries", queries.toString(), "--judgments", queries.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("line 1", "q.tsv");
    assertThat(eval("--queries", "nowhere.tsv", "--judgments", queries.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("nowhere.tsv");
  }

  private double figure(String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(out.toString());
    assertThat(matcher.find()).as(out.toString()).isTrue();
    return Double.parseDouble(matcher.group(1));
  }

  private int eval(String... arguments) {
    CommandLine line = new CommandLine(new EvalCommand());
    line.setOut(new PrintWriter(out, true));
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          err.append(failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    return line.execute(arguments);
  }
}
