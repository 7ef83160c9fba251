package dev.sluice.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Enumeration;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.tika.Tika;

/**
 * Looks at a file before it is parsed, and refuses what is not what its name says, what is cut off,
 * and archives that were made to do harm. Pure; thread-safe.
 */
final class FileChecks {
  /** Real documents have hundreds, one a picture. */
  private static final int MAX_ENTRIES = 10_000;

  /** Of all entries together once inflated: as much as a file itself may have. */
  private static final long MAX_INFLATED_BYTES = DocumentReaders.MAX_FILE_BYTES;

  /**
   * Acrobat looks for the end mark in the last kilobyte; twice that leaves room for mail footers.
   */
  private static final int END_BYTES = 2_048;

  /** Of an XML part: a document type stands before the first element. */
  private static final int PROLOG_BYTES = 1 << 16;

  private static final int START_BYTES = 1_024;
  private static final String WORD_PART = "word/document.xml";
  private static final Tika DETECTOR = new Tika();

  private FileChecks() {}

  /**
   * A whole PDF (ISO 32000, 7.5: header and end-of-file marker).
   *
   * @throws UnreadableException if it is none
   */
  static void pdf(byte[] content) {
    String start = ascii(content, 0, Math.min(START_BYTES, content.length));
    if (!start.contains("%PDF-")) {
      throw new UnreadableException("Expected a PDF file but got " + kind(content));
    }
    String end = ascii(content, Math.max(0, content.length - END_BYTES), content.length);
    if (!end.contains("%%EOF")) {
      throw new UnreadableException("Expected a whole PDF file but its end is missing");
    }
  }

  /**
   * A whole Word file (ECMA-376: a zip archive with certain parts).
   *
   * @throws UnreadableException if it is none, or an archive that was made to do harm
   */
  static void word(byte[] content) {
    String kind = kind(content);
    if (kind.equals("application/x-tika-ooxml-protected")) {
      throw new UnreadableException("Expected a Word file without a password");
    }
    if (kind.equals("application/msword") || kind.startsWith("application/x-tika-msoffice")) {
      throw new UnreadableException(
          "Expected a DOCX file but got an older Word format; save it as DOCX");
    }
    if (content.length < 4 || content[0] != 'P' || content[1] != 'K') {
      throw new UnreadableException("Expected a Word file but got " + kind);
    }
    try (ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
            .setIgnoreLocalFileHeader(true)
            .get()) {
      if (zip.getEntry(WORD_PART) == null) {
        throw new UnreadableException("Expected a Word file but got another archive");
      }
      entries(zip);
    } catch (IOException e) {
      throw new UnreadableException(
          "Expected a whole Word file but it is cut off or damaged: " + e.getMessage());
    }
  }

  private static void entries(ZipFile zip) throws IOException {
    long inflated = 0;
    int count = 0;
    byte[] buffer = new byte[PROLOG_BYTES];
    for (Enumeration<ZipArchiveEntry> all = zip.getEntries(); all.hasMoreElements(); ) {
      ZipArchiveEntry entry = all.nextElement();
      if (++count > MAX_ENTRIES) {
        throw new UnreadableException(
            "Expected a Word file of at most %d entries".formatted(MAX_ENTRIES));
      }
      if (entry.getGeneralPurposeBit().usesEncryption()) {
        throw new UnreadableException("Expected a Word file without a password");
      }
      inflated = inflate(zip, entry, inflated, buffer);
    }
  }

  /** Reads the entry to its end, whatever size it claims to have. */
  private static long inflate(ZipFile zip, ZipArchiveEntry entry, long before, byte[] buffer)
      throws IOException {
    long inflated = before;
    try (InputStream in = zip.getInputStream(entry)) {
      int read = in.readNBytes(buffer, 0, buffer.length);
      if (isXml(entry.getName()) && declaresType(ascii(buffer, 0, read))) {
        throw new UnreadableException(
            "Expected no document type declaration in " + entry.getName());
      }
      while (read > 0) {
        inflated += read;
        if (inflated > MAX_INFLATED_BYTES) {
          throw new UnreadableException(
              "Expected a Word file of at most %d bytes once inflated"
                  .formatted(MAX_INFLATED_BYTES));
        }
        read = in.readNBytes(buffer, 0, buffer.length);
      }
    }
    return inflated;
  }

  private static boolean isXml(String name) {
    return name.endsWith(".xml") || name.endsWith(".rels");
  }

  /** In whatever encoding: zeros between the letters do not hide it. */
  private static boolean declaresType(String prolog) {
    return prolog.replace("\0", "").contains("<!DOCTYPE");
  }

  private static String kind(byte[] content) {
    return content.length == 0 ? "an empty file" : DETECTOR.detect(content);
  }

  private static String ascii(byte[] content, int from, int to) {
    return new String(content, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
