package dev.sluice.standin.bucket;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of an object.
 *
 * @param first the first byte
 * @param last the last byte, which is part of it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#name-range">RFC 9110, Range</a>
 */
record ByteRange(int first, int last) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{1,10})?-(\\d{1,10})?");

  /**
   * The part that a header asks for.
   *
   * @return empty for a header of another form, which is passed over
   * @throws S3Exception when no byte of the object is in it
   */
  static Optional<ByteRange> of(String header, int size) {
    Matcher form = FORM.matcher(header);
    if (!form.matches() || (form.group(1) == null && form.group(2) == null)) {
      return Optional.empty();
    }
    long first =
        form.group(1) == null
            ? Math.max(0, size - Long.parseLong(form.group(2)))
            : Long.parseLong(form.group(1));
    long last =
        form.group(1) == null || form.group(2) == null
            ? size - 1L
            : Math.min(size - 1L, Long.parseLong(form.group(2)));
    if (first >= size || last < first) {
      throw new S3Exception(416, "InvalidRange", "The requested range is not satisfiable");
    }
    return Optional.of(new ByteRange((int) first, (int) last));
  }
}
