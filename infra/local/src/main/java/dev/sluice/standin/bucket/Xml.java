package dev.sluice.standin.bucket;

/** Writes XML, element by element. Not thread-safe. */
final class Xml {
  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  Xml open(String name) {
    text.append('<').append(name).append('>');
    return this;
  }

  Xml close(String name) {
    text.append("</").append(name).append('>');
    return this;
  }

  Xml leaf(String name, Object value) {
    open(name);
    String raw = value.toString();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      switch (c) {
        case '&' -> text.append("&amp;");
        case '<' -> text.append("&lt;");
        case '>' -> text.append("&gt;");
        case '\r' -> text.append("&#13;");
        default -> text.append(c);
      }
    }
    return close(name);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
