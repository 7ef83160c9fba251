package dev.sluice.document;

import java.io.IOException;
import java.io.InputStream;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.SecureContentHandler;
import org.apache.tika.sax.ToXMLContentHandler;
import org.apache.tika.sax.WriteOutContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** What Tika reads in a PDF or Word file. Thread-safe. */
final class OfficeText {
  /** The Bible has four million; more than twice that is no document for a shop. */
  static final int MAX_CHARS = 8 << 20;

  /** Text that outgrows its file so many times is a bomb. */
  private static final int MAX_RATIO = 200;

  private OfficeText() {}

  /**
   * The file's text as XHTML.
   *
   * @throws org.apache.tika.exception.EncryptedDocumentException if it has a password
   * @throws org.apache.tika.exception.WriteLimitReachedException if it has too much text
   * @throws TikaException if it is damaged, or was made to do harm
   */
  static String xhtml(byte[] content, boolean pdf) throws IOException, SAXException, TikaException {
    ToXMLContentHandler xml = new ToXMLContentHandler();
    Parser parser = pdf ? new PDFParser() : new OOXMLParser();
    try (TikaInputStream stream = TikaInputStream.get(content)) {
      ContentHandler limited = new WriteOutContentHandler(xml, MAX_CHARS);
      SecureContentHandler guarded = new SecureContentHandler(limited, stream);
      guarded.setMaximumCompressionRatio(MAX_RATIO);
      try {
        parser.parse(stream, guarded, new Metadata(), context());
      } catch (SAXException e) {
        guarded.throwIfCauseOf(e);
        throw e;
      }
    }
    return xml.toString();
  }

  private static ParseContext context() {
    PDFParserConfig pdf = new PDFParserConfig();
    pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    pdf.setExtractInlineImages(false);
    pdf.setExtractBookmarksText(false);
    pdf.setExtractActions(false);
    OfficeParserConfig word = new OfficeParserConfig();
    word.setExtractMacros(false);
    word.setIncludeDeletedContent(false);
    word.setIncludeHeadersAndFooters(false);
    ParseContext context = new ParseContext();
    context.set(PDFParserConfig.class, pdf);
    context.set(OfficeParserConfig.class, word);
    context.set(EmbeddedDocumentExtractor.class, new NothingEmbedded());
    return context;
  }

  /** Files within files are not looked into, however deeply they nest. */
  private static final class NothingEmbedded implements EmbeddedDocumentExtractor {
    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
      return false;
    }

    @Override
    public void parseEmbedded(
        InputStream stream, ContentHandler handler, Metadata metadata, boolean html) {
      // nobody asks for it
    }
  }
}
