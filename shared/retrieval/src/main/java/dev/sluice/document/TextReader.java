package dev.sluice.document;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Plain text: the first line is the title when it is short, empty lines part paragraphs. */
final class TextReader implements DocumentReader {
  private static final int MAX_TITLE_CHARS = 100;

  @Override
  public void read(RawFile file, Consumer<ReadOutcome> sink) {
    String text = Texts.decode(file.content()).strip();
    if (text.isEmpty()) {
      return;
    }
    String first = Texts.line(text.lines().findFirst().orElse(""));
    boolean titled = first.length() <= MAX_TITLE_CHARS && text.length() > first.length();
    String body = titled ? text.lines().skip(1).collect(Collectors.joining("\n")) : text;
    String title = titled ? first : "";
    Section section = new Section("", body.strip());
    sink.accept(new ReadOutcome.Read(Document.page(file.name(), title, "", List.of(section))));
  }
}
