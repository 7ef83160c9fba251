package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Lambda takes holds what the function needs, and nothing of the others. */
final class PackagesTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root", "../.."));
  private static final long MB = 1024 * 1024;

  @ParameterizedTest(name = "{0}: at most {2} MB, without {3}")
  @CsvSource({
    "connect, dev/sluice/connect/ConnectFunction.class,     19, lucene langchain4j onnxruntime"
        + " cloudformation-",
    "query,   dev/sluice/query/QueryFunction.class,         60, langchain4j-open-ai DynamoDBLocal"
        + " tika- poi- pdfbox ssm- cloudformation-",
    "stream,  dev/sluice/stream/StreamFunction.class,       20, lucene onnxruntime DynamoDBLocal"
        + " cloudformation-",
    "ingest,  dev/sluice/ingest/IngestFunction.class,       95, langchain4j-open-ai DynamoDBLocal"
        + " ssm- cloudformation-"
  })
  void a_function_carries_only_what_it_needs(
      String function, String handler, long megabytes, String others) throws IOException {
    Path zip = ROOT.resolve("functions/" + function + "/target/function.zip");
    assumeTrue(Files.exists(zip), zip + " is made by 'mvn package'");
    assertThat(Files.size(zip)).isLessThanOrEqualTo(megabytes * MB);
    try (ZipFile packed = new ZipFile(zip.toFile())) {
      List<String> names = packed.stream().map(ZipEntry::getName).toList();
      assertThat(names).contains(handler);
      for (String other : others.split(" ")) {
        assertThat(names).noneMatch(name -> name.contains(other));
      }
    }
  }
}
