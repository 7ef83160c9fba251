package dev.sluice.document;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/**
 * Walks the elements of a page and keeps what headings, lists and tables mean: a heading opens a
 * section, an item is a line, a table's row is a line of {@code column: cell}. Iterative, so that
 * deep nesting costs no stack. Used once by one thread.
 */
final class SectionWalker implements NodeVisitor {
  private final String title;
  private final List<Section> sections = new ArrayList<>();
  private final TreeMap<Integer, String> headings = new TreeMap<>();
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private int skipDepth = -1; // depth of the heading or table being passed over, -1 for none

  private SectionWalker(String title) {
    this.title = title;
  }

  /** The sections below the element; a heading that only repeats the title is left out. */
  static List<Section> sections(Element root, String title) {
    SectionWalker walker = new SectionWalker(title);
    root.traverse(walker);
    walker.endSection();
    return walker.sections;
  }

  @Override
  public void head(Node node, int depth) {
    if (skipDepth >= 0) {
      return;
    }
    if (node instanceof TextNode textNode) {
      line.append(textNode.getWholeText());
    } else if (node instanceof Element element) {
      open(element, depth);
    }
  }

  @Override
  public void tail(Node node, int depth) {
    if (skipDepth == depth) {
      skipDepth = -1;
    } else if (skipDepth < 0 && node instanceof Element element && breaksLines(element)) {
      endLine(element.normalName().equals("li") ? "\n" : "\n\n");
    }
  }

  private void open(Element element, int depth) {
    String name = element.normalName();
    switch (name) {
      case "h1", "h2", "h3", "h4", "h5", "h6" -> {
        endLine("\n\n");
        heading(name.charAt(1) - '0', Texts.line(element.text()));
        skipDepth = depth;
      }
      case "table" -> {
        endLine("\n\n");
        TableText.lines(element).forEach(row -> text.append(row).append('\n'));
        text.append('\n');
        skipDepth = depth;
      }
      case "br" -> line.append(' ');
      case "li" -> {
        endLine("\n");
        line.append("- ");
      }
      default -> {
        if (breaksLines(element)) {
          endLine("\n\n");
        }
      }
    }
  }

  private void heading(int level, String heading) {
    endSection();
    headings.tailMap(level, true).clear();
    if (!heading.isEmpty() && !heading.equalsIgnoreCase(title)) {
      headings.put(level, heading);
    }
  }

  private void endLine(String ending) {
    String tidy = Texts.line(line.toString());
    line.setLength(0);
    if (!tidy.isEmpty() && !tidy.equals("-")) {
      text.append(tidy).append(ending);
    } else if (ending.length() > 1 && endsWithOneBreak()) {
      text.append('\n');
    }
  }

  private static boolean breaksLines(Element element) {
    return element.isBlock() && !element.normalName().equals("br");
  }

  private boolean endsWithOneBreak() {
    int length = text.length();
    return length > 1 && text.charAt(length - 1) == '\n' && text.charAt(length - 2) != '\n';
  }

  private void endSection() {
    endLine("\n\n");
    String body = text.toString().strip();
    text.setLength(0);
    if (!body.isEmpty()) {
      sections.add(new Section(String.join(" › ", headings.values()), body));
    }
  }
}
