package dev.sluice.document;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.commonmark.ext.front.matter.YamlFrontMatterExtension;
import org.commonmark.ext.front.matter.YamlFrontMatterVisitor;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * CommonMark with tables. The optional front matter may name {@code title:} and {@code url:}; the
 * structure is read as that of the HTML it stands for.
 */
final class MarkdownReader implements DocumentReader {
  /** Deeper block quotes and lists are taken as text: the renderer is recursive. */
  private static final int MAX_NESTING = 100;

  private final HtmlReader html;
  private final Parser parser;
  private final HtmlRenderer renderer;

  MarkdownReader(HtmlReader html) {
    this.html = html;
    parser =
        Parser.builder()
            .extensions(List.of(TablesExtension.create(), YamlFrontMatterExtension.create()))
            .maxOpenBlockParsers(MAX_NESTING)
            .build();
    renderer = HtmlRenderer.builder().extensions(List.of(TablesExtension.create())).build();
  }

  @Override
  public void read(RawFile file, Consumer<ReadOutcome> sink) {
    Node root = parser.parse(Texts.decode(file.content()));
    YamlFrontMatterVisitor front = new YamlFrontMatterVisitor();
    root.accept(front);
    Document read = html.document(file.name(), renderer.render(root));
    if (read.sections().isEmpty()) {
      return;
    }
    String title = value(front.getData(), "title", read.title());
    String url = value(front.getData(), "url", read.url());
    sink.accept(new ReadOutcome.Read(Document.page(file.name(), title, url, read.sections())));
  }

  private static String value(Map<String, List<String>> data, String name, String otherwise) {
    List<String> values = data.getOrDefault(name, List.of());
    return values.isEmpty() || values.getFirst().isBlank() ? otherwise : values.getFirst().strip();
  }
}
