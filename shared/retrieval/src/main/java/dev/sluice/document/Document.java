package dev.sluice.document;

import java.util.List;

/**
 * A document as it was read: an article of a catalogue or a page.
 *
 * @param source its name, unique within the tenant: a file's path, or an article's id
 * @param kind article or page
 * @param title its title, empty when it has none
 * @param url where it can be read, empty when nowhere
 * @param facts what is known beside its text
 * @param sections its text in order
 */
public record Document(
    String source,
    DocumentKind kind,
    String title,
    String url,
    Facts facts,
    List<Section> sections) {

  /**
   * Copies the sections.
   *
   * @throws IllegalArgumentException if the source is blank
   */
  public Document {
    if (source.isBlank()) {
      throw new IllegalArgumentException("Expected a document with a source but got a blank one");
    }
    sections = List.copyOf(sections);
  }

  /** A page of prose. */
  public static Document page(String source, String title, String url, List<Section> sections) {
    return new Document(source, DocumentKind.PAGE, title, url, Facts.NONE, sections);
  }
}
