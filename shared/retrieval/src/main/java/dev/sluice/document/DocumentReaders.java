package dev.sluice.document;

import java.util.Map;
import java.util.function.Consumer;

/** Reads any supported file; picks the reader by the name's ending. Thread-safe. */
public final class DocumentReaders {
  /** A file is read whole; an ingest function of 2 GB holds one of this size with its documents. */
  public static final int MAX_FILE_BYTES = 128 << 20;

  private static final String SUPPORTED =
      "md, markdown, txt, text, html, htm, pdf, docx, csv, tsv, json, jsonl, ndjson, xml";

  private final Map<String, DocumentReader> readers;

  /** Readers for every supported format. */
  public DocumentReaders() {
    HtmlReader html = new HtmlReader();
    MarkdownReader markdown = new MarkdownReader(html);
    OfficeReader office = new OfficeReader(html);
    TextReader text = new TextReader();
    CsvReader csv = new CsvReader();
    JsonReader json = new JsonReader();
    readers =
        Map.ofEntries(
            Map.entry("md", markdown),
            Map.entry("markdown", markdown),
            Map.entry("txt", text),
            Map.entry("text", text),
            Map.entry("html", html),
            Map.entry("htm", html),
            Map.entry("pdf", office),
            Map.entry("docx", office),
            Map.entry("csv", csv),
            Map.entry("tsv", csv),
            Map.entry("json", json),
            Map.entry("jsonl", json),
            Map.entry("ndjson", json),
            Map.entry("xml", new FeedReader()));
  }

  /** Whether a file of this name is a mapping that belongs to a catalogue beside it. */
  public static boolean isMapping(String name) {
    return name.endsWith(CatalogueMapping.SUFFIX);
  }

  /** The name of the mapping that would belong to the catalogue of this name. */
  public static String mappingOf(String name) {
    int dot = name.lastIndexOf('.');
    return (dot < 0 ? name : name.substring(0, dot)) + CatalogueMapping.SUFFIX;
  }

  /**
   * Reads the file; whatever is wrong with it goes to the sink as {@link ReadOutcome.Rejected} and
   * never leaves this method as an exception.
   */
  public void read(RawFile file, Consumer<ReadOutcome> sink) {
    String reason = reasonToRefuse(file);
    if (!reason.isEmpty()) {
      sink.accept(new ReadOutcome.Rejected(file.name(), reason));
      return;
    }
    DocumentReader reader = readers.get(file.extension());
    if (reader == null) {
      return;
    }
    Counting counting = new Counting(sink);
    try {
      reader.read(file, counting);
      if (counting.outcomes == 0) {
        sink.accept(new ReadOutcome.Rejected(file.name(), "Expected text but the file has none"));
      }
    } catch (UnreadableException e) {
      sink.accept(new ReadOutcome.Rejected(file.name(), String.valueOf(e.getMessage())));
    }
  }

  private String reasonToRefuse(RawFile file) {
    if (!readers.containsKey(file.extension())) {
      return "Expected a file of the kinds %s but got '%s'".formatted(SUPPORTED, file.extension());
    }
    if (file.content().length > MAX_FILE_BYTES) {
      return tooLarge(file.content().length);
    }
    return "";
  }

  /** Why a file of this size is refused. */
  public static String tooLarge(long bytes) {
    return "Expected a file of at most %d bytes but got %d".formatted(MAX_FILE_BYTES, bytes);
  }

  /** Counts what passes, so that an empty file is told from a read one. */
  private static final class Counting implements Consumer<ReadOutcome> {
    private final Consumer<ReadOutcome> sink;
    private int outcomes; // owned by the reading thread

    Counting(Consumer<ReadOutcome> sink) {
      this.sink = sink;
    }

    @Override
    public void accept(ReadOutcome outcome) {
      outcomes++;
      sink.accept(outcome);
    }
  }
}
