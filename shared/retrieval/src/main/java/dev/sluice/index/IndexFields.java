package dev.sluice.index;

import java.util.List;

/**
 * The names of the index's fields. A change of their meaning raises {@link SnapshotInfo#FORMAT}.
 */
public final class IndexFields {
  /** Analysed: the title of an article. */
  public static final String TITLE = "title";

  /** Analysed: the title and headings above a page's chunk. */
  public static final String HEADING = "heading";

  /** Analysed: the maker. */
  public static final String BRAND = "brand";

  /** Analysed: the categories. */
  public static final String CATEGORY = "category";

  /** Analysed: values of attributes; their names say little and are in every article alike. */
  public static final String ATTRIBUTES = "attributes";

  /** Analysed: names of attributes whose value is yes, such as {@code touchscreen}. */
  public static final String FEATURES = "features";

  /** Analysed: an article's description, a page's text. */
  public static final String BODY = "body";

  /** Terms: identifiers as {@link Identifiers#key} writes them. */
  public static final String IDENTIFIER = "identifier";

  /** Terms: what filters ask for, as {@link FilterTerms} writes it. */
  public static final String FILTER = "filter";

  /** Point: the price. */
  public static final String PRICE = "price";

  /** Term and stored: the document's source. */
  public static final String SOURCE = "source";

  /** Term: the file the document was read from. */
  public static final String FILE = "file";

  /** Term: the file and its version, as {@link #fileVersion} writes it. */
  public static final String FILE_VERSION = "file_version";

  /** Term: what was embedded, as a hash. */
  public static final String HASH = "hash";

  /** Term: the tag of the language its words were taken apart by. */
  public static final String LANGUAGE = "language";

  /** 8-bit vector of the chunk's meaning. */
  public static final String VECTOR = "vector";

  /** Stored: everything a passage shows beside its source, as JSON. */
  public static final String STORED = "stored";

  /** All fields of words. */
  public static final List<String> WORDS =
      List.of(TITLE, HEADING, BRAND, CATEGORY, ATTRIBUTES, FEATURES, BODY);

  /** Where spellings are looked up; other fields hold the same words or numbers. */
  public static final List<String> PROSE = List.of(TITLE, HEADING, BODY);

  private IndexFields() {}

  static String fileVersion(String file, String version) {
    return file + '\u001f' + version;
  }
}
