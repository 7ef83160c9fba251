package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Indexing from the command line: what it says and what it ends with. */
class IndexCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;
  private Path documents;

  @BeforeEach
  void prepare() throws IOException {
    documents = Files.createDirectories(folder.resolve("documents"));
    write("returns.md", "# Returns\n\nThirty days.");
    write("products.csv", "id,title\n1,Kettle\n2,Lamp\n");
  }

  @Test
  void it_says_what_is_new_replaced_and_removed() throws IOException {
    assertThat(index()).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("files: 2 new, 0 replaced, 0 removed; 3 passages embedded")
        .contains("indexed 3 documents as 3 passages");

    write("products.csv", "id,title\n1,Kettle\n2,Desk lamp\n");
    Files.delete(documents.resolve("returns.md"));
    write("shipping.md", "# Shipping\n\nTwo days.");
    assertThat(index()).isZero();

    assertThat(out.toString()).contains("files: 1 new, 1 replaced, 1 removed; 2 passages embedded");
  }

  @Test
  void feeds_that_the_stack_has_fetched_stay_beside_what_is_indexed() throws IOException {
    Path feeds = Files.createDirectories(folder.resolve("data/documents/demo/feeds"));
    Files.writeString(feeds.resolve("new.csv"), "id,title\n7,Tent\n");

    assertThat(index()).as(err.toString()).isZero();
    assertThat(out.toString()).contains("indexed 4 documents as 4 passages");

    write("feeds/own.md", "# Own\n\nText.");
    assertThat(index()).isEqualTo(1);
    assertThat(out.toString())
        .contains("not indexed: feeds/own.md: Expected another folder than feeds/")
        .contains("indexed 4 documents as 4 passages; 1 could not be");
  }

  @Test
  void bad_files_are_named_and_the_exit_code_says_so() throws IOException {
    write("broken.json", "{");
    Files.write(documents.resolve("scan.pdf"), new byte[] {1, 2, 3});

    assertThat(index()).isEqualTo(1);

    assertThat(out.toString())
        .contains("not indexed: broken.json", "not indexed: scan.pdf: Expected a PDF file but got")
        .contains("indexed 3 documents as 3 passages; 2 could not be");
  }

  @Test
  void the_status_shows_every_tenant_and_what_it_could_not_read() throws IOException {
    index();
    write("broken.json", "{");
    run("--tenant", "other", "--data", data(), documents.toString());
    out.getBuffer().setLength(0);

    assertThat(run("--status", "--data", data())).isEqualTo(1);

    assertThat(out.toString())
        .containsSubsequence(
            "demo\n",
            "documents    3",
            "chunks       3",
            "snapshot     2",
            "last change  2",
            "files        2",
            "failures     0",
            "other\n",
            "failures     1",
            "broken.json");
  }

  @Test
  void a_damaged_snapshot_is_shown_as_such() throws IOException {
    index();
    try (Stream<Path> files = Files.walk(folder.resolve("data/index/demo/snapshots"))) {
      Files.writeString(
          files.filter(file -> file.endsWith("snapshot.json")).findFirst().orElseThrow(), "{}");
    }

    assertThat(run("--status", "--data", data())).isEqualTo(1);
    assertThat(out.toString()).contains("damaged      ");
  }

  @Test
  void words_that_are_off_are_told() {
    assertThat(run("--data", data())).isEqualTo(2);
    assertThat(err.toString()).contains("PATH");
    assertThat(run("--data", data(), "--threads", "0", documents.toString())).isEqualTo(2);
    assertThat(run("--data", data(), "--store", "ftp://x", "--status")).isEqualTo(2);
    assertThat(run("--data", data(), "nowhere")).isEqualTo(1);
    assertThat(err.toString()).contains("there is no");
  }

  private int index() {
    return run("--data", data(), documents.toString());
  }

  private String data() {
    return folder.resolve("data").toString();
  }

  private int run(String... arguments) {
    CommandLine line = new CommandLine(new IndexCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (failure, failed, result) -> {
          err.append(failure.getMessage());
          return CommandLine.ExitCode.SOFTWARE;
        });
    return line.execute(arguments);
  }

  private void write(String name, String content) throws IOException {
    Path file = documents.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
