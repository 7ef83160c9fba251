package dev.sluice.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/**
 * HTML: the main content without navigation, scripts and forms. The title is that of the page or
 * its first heading, the link its canonical one.
 */
final class HtmlReader implements DocumentReader {
  private static final String NOT_CONTENT =
      "script, style, template, noscript, iframe, svg, nav, form, [hidden], [aria-hidden=true]";
  private static final String PAGE_FURNITURE = "header, footer, aside";

  @Override
  public void read(RawFile file, Consumer<ReadOutcome> sink) {
    Document document = document(file.name(), parse(file.content()));
    if (!document.sections().isEmpty()) {
      sink.accept(new ReadOutcome.Read(document));
    }
  }

  /** The page that this HTML shows. */
  Document document(String source, String html) {
    return document(source, Jsoup.parse(html));
  }

  /** What of a parsed page is content; the page is changed. */
  Document document(String source, org.jsoup.nodes.Document page) {
    page.select(NOT_CONTENT).remove();
    Element main = page.selectFirst("main, article, [role=main]");
    Element content = main == null ? page.body() : main;
    if (main == null) {
      content.select(PAGE_FURNITURE).remove();
    }
    Element canonical = page.selectFirst("link[rel=canonical][href]");
    String url = canonical == null ? "" : canonical.attr("href").strip();
    Element heading = content.selectFirst("h1");
    String title = Texts.line(page.title());
    if (title.isEmpty() && heading != null) {
      title = Texts.line(heading.text());
    }
    List<Section> sections = SectionWalker.sections(content, title);
    return Document.page(source, title, url, sections);
  }

  private static org.jsoup.nodes.Document parse(byte[] content) {
    for (byte b : content) {
      if (b == 0) {
        throw new UnreadableException("Expected HTML but got binary data");
      }
    }
    try {
      // Without a name the character set is taken from the mark, the meta element, or is UTF-8.
      return Jsoup.parse(new ByteArrayInputStream(content), null, "");
    } catch (IOException e) {
      throw new UnreadableException("Expected HTML but got: " + e.getMessage());
    }
  }
}
