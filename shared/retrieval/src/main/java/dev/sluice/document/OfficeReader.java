package dev.sluice.document;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.exception.ZeroByteFileException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/**
 * PDF and Word files, read by Apache Tika into the XHTML it gives, and then like a page: headings
 * open sections, tables are lines, each page of a PDF is a section. What is hostile, encrypted or
 * cut off is refused; what is embedded in a file is passed over.
 */
final class OfficeReader implements DocumentReader {
  /** A manual of a thousand pages takes seconds; a file that takes longer was made to. */
  static final Duration MAX_TIME = Duration.ofSeconds(60);

  private static final int MAX_TITLE_CHARS = 150;

  /** What programs write as the title when nobody gave one. */
  private static final Pattern NO_TITLE =
      Pattern.compile(
          "(?i)untitled.*|unknown|(microsoft word|powerpoint) - .*|.*\\.(docx?|pdf|indd|odt|tmp)");

  private final HtmlReader html;
  private final Duration maxTime;

  OfficeReader(HtmlReader html) {
    this(html, MAX_TIME);
  }

  OfficeReader(HtmlReader html, Duration maxTime) {
    this.html = html;
    this.maxTime = maxTime;
  }

  @Override
  public void read(RawFile file, Consumer<ReadOutcome> sink) {
    boolean pdf = file.extension().equals("pdf");
    if (pdf) {
      FileChecks.pdf(file.content());
    } else {
      FileChecks.word(file.content());
    }
    org.jsoup.nodes.Document page = Jsoup.parse(text(file.content(), pdf));
    if (NO_TITLE.matcher(page.title().strip()).matches()) {
      page.title("");
    }
    if (pdf) {
      namePages(page);
    } else {
      nameColumns(page);
    }
    Document read = html.document(file.name(), page);
    if (!read.sections().isEmpty()) {
      sink.accept(new ReadOutcome.Read(titled(read)));
    }
  }

  private String text(byte[] content, boolean pdf) {
    FutureTask<String> reading = new FutureTask<>(() -> OfficeText.xhtml(content, pdf));
    Thread thread = Thread.ofPlatform().daemon().name("read-document").start(reading);
    try {
      return reading.get(maxTime.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      throw new UnreadableException(
          "Expected a file that can be read within %d s".formatted(maxTime.toSeconds()));
    } catch (ExecutionException e) {
      throw unreadable(e.getCause(), pdf ? "a PDF" : "a Word");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      thread.interrupt();
      throw new UnreadableException("Reading was interrupted");
    }
  }

  private static UnreadableException unreadable(@Nullable Throwable cause, String kind) {
    return switch (cause) {
      case EncryptedDocumentException e ->
          new UnreadableException("Expected " + kind + " file without a password");
      case WriteLimitReachedException e ->
          new UnreadableException(
              "Expected at most %d characters of text".formatted(OfficeText.MAX_CHARS));
      case ZeroByteFileException e ->
          new UnreadableException("Expected text but the file is empty");
      case StackOverflowError e ->
          new UnreadableException("Expected " + kind + " file that is less deeply nested");
      case TikaException e -> damaged(kind, e);
      case SAXException e -> damaged(kind, e);
      case IOException e -> damaged(kind, e);
      case RuntimeException e -> damaged(kind, e);
      case Error e -> throw e;
      case null -> throw new IllegalStateException("A failure has a cause");
      default -> damaged(kind, cause);
    };
  }

  private static UnreadableException damaged(String kind, Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return new UnreadableException(
        "Expected %s file but it is damaged: %s".formatted(kind, Texts.line(root.toString())));
  }

  /** A page is where people look a passage up. */
  private static void namePages(org.jsoup.nodes.Document xhtml) {
    int number = 0;
    for (Element page : xhtml.select("div.page")) {
      number++;
      page.prependElement("h2").text("Page " + number);
    }
  }

  /** Word files do not say which row names the columns: a first row of short words does. */
  private static void nameColumns(org.jsoup.nodes.Document xhtml) {
    for (Element table : xhtml.select("table")) {
      Element first = table.selectFirst("tr");
      if (first != null && table.select("tr").size() > 1 && namesColumns(first)) {
        first.select("> td").forEach(cell -> cell.tagName("th"));
      }
    }
  }

  private static boolean namesColumns(Element row) {
    Set<String> cells = new HashSet<>(row.children().eachText());
    return row.childrenSize() > 1
        && cells.size() == row.childrenSize()
        && cells.stream().allMatch(cell -> cell.length() <= 40 && !cell.matches(".*\\d.*"));
  }

  /** A file without a title is called by its first line, if that is short. */
  private static Document titled(Document read) {
    String first = read.sections().getFirst().text().lines().findFirst().orElse("");
    return !read.title().isEmpty() || first.length() > MAX_TITLE_CHARS
        ? read
        : Document.page(read.source(), first, read.url(), read.sections());
  }
}
