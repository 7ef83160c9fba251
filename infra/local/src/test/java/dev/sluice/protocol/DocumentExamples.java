package dev.sluice.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What {@code docs/protocol.md} shows: its examples and its table of error codes. */
final class DocumentExamples {
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```json (frame|message)=(\\w+)\\R(.*?)^```$");
  private static final Pattern ERROR_CODE =
      Pattern.compile("(?m)^\\| `(\\w+)` \\| [^|]+ \\| (yes|no) \\|");

  private DocumentExamples() {}

  /**
   * An example.
   *
   * @param frame whether the server sends it
   * @param schema the name of its schema
   */
  record Example(boolean frame, String schema, String json) {
    @Override
    public String toString() {
      return schema + " " + json.strip().replaceAll("\\s+", " ");
    }
  }

  /** A row of the table of error codes. */
  record Code(String name, boolean retryable) {}

  static List<Example> examples() {
    return EXAMPLE.matcher(text()).results().map(DocumentExamples::example).toList();
  }

  static List<Code> codes() {
    return ERROR_CODE
        .matcher(text())
        .results()
        .map(row -> new Code(row.group(1), row.group(2).equals("yes")))
        .toList();
  }

  private static Example example(MatchResult match) {
    return new Example(match.group(1).equals("frame"), match.group(2), match.group(3));
  }

  private static String text() {
    try {
      return Files.readString(Documents.docs().resolve("protocol.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
