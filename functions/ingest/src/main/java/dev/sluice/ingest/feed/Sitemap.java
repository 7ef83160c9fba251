package dev.sluice.ingest.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * A sitemap file (<a href="https://www.sitemaps.org/protocol.html">sitemaps.org protocol</a>),
 * plain or compressed by gzip: pages, or other sitemaps. A document type declaration is refused.
 *
 * @param index whether it lists sitemaps and not pages
 * @param entries each address as it stands there, and when it was last modified as the file says,
 *     empty when it does not
 */
record Sitemap(boolean index, Map<URI, String> entries) {
  /** As large as the protocol allows a file to be once inflated. */
  private static final int MAX_BYTES = 50 << 20;

  /** As many as the protocol allows in one file. */
  static final int MAX_ENTRIES = 50_000;

  private static final int MAX_VALUE_CHARS = 2_048;

  /**
   * Reads a file.
   *
   * @throws IOException if it is none, or beyond the protocol's limits
   */
  static Sitemap read(byte[] content) throws IOException {
    XMLInputFactory xml = XMLInputFactory.newDefaultFactory();
    xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    xml.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return read(xml.createXMLStreamReader(new ByteArrayInputStream(inflated(content))));
    } catch (XMLStreamException e) {
      throw new IOException("Expected a sitemap as XML but: " + firstLine(e), e);
    }
  }

  private static Sitemap read(XMLStreamReader reader) throws XMLStreamException, IOException {
    while (reader.hasNext() && reader.next() != XMLStreamConstants.START_ELEMENT) {
      if (reader.getEventType() == XMLStreamConstants.DTD) {
        throw new IOException("Expected a sitemap without a document type declaration");
      }
    }
    String root = reader.isStartElement() ? reader.getLocalName() : "";
    if (!root.equals("urlset") && !root.equals("sitemapindex")) {
      throw new IOException(
          "Expected a sitemap with <urlset> or <sitemapindex> but got <" + root + ">");
    }
    boolean index = root.equals("sitemapindex");
    String wanted = index ? "sitemap" : "url";
    Map<URI, String> entries = new LinkedHashMap<>();
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.START_ELEMENT
          && reader.getLocalName().equals(wanted)) {
        entry(reader, entries);
        if (entries.size() > MAX_ENTRIES) {
          throw new IOException("Expected a sitemap of at most %d entries".formatted(MAX_ENTRIES));
        }
      }
    }
    return new Sitemap(index, entries);
  }

  /** Ends at the entry's end; an address that is none is passed over. */
  private static void entry(XMLStreamReader reader, Map<URI, String> entries)
      throws XMLStreamException {
    String address = "";
    String modified = "";
    String element = "";
    int depth = 1;
    while (depth > 0) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          element = depth == 2 ? reader.getLocalName() : "";
        }
        case XMLStreamConstants.END_ELEMENT -> {
          depth--;
          element = "";
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          String text = reader.getTextLength() > MAX_VALUE_CHARS ? "" : reader.getText().strip();
          address = element.equals("loc") ? text : address;
          modified = element.equals("lastmod") ? text : modified;
        }
        default -> {
          // comments and instructions say nothing
        }
      }
    }
    try {
      if (!address.isEmpty()) {
        entries.put(URI.create(address), modified);
      }
    } catch (IllegalArgumentException e) {
      // not an address: nothing can be fetched there
    }
  }

  private static byte[] inflated(byte[] content) throws IOException {
    boolean packed =
        content.length > 1 && (content[0] & 0xFF) == 0x1F && (content[1] & 0xFF) == 0x8B;
    if (!packed) {
      return content;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      byte[] plain = in.readNBytes(MAX_BYTES + 1);
      if (plain.length > MAX_BYTES) {
        throw new IOException("Expected a sitemap of at most %d bytes".formatted(MAX_BYTES));
      }
      return plain;
    }
  }

  private static String firstLine(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
