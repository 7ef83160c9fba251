package dev.sluice.ingest.feed;

import dev.sluice.document.DocumentReaders;
import dev.sluice.document.RawFile;
import dev.sluice.document.ReadOutcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** A fetched page as a file of the tenant's documents. Pure. */
final class PageFile {
  private static final int MAX_PATH_CHARS = 100;
  private static final int HASH_CHARS = 10;

  private PageFile() {}

  /** The file's name: the feed's folder and what is left of the address's path, told apart. */
  static String name(String feed, String address) {
    String path = String.valueOf(URI.create(address).getPath());
    String plain = path.replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String start = plain.substring(0, Math.min(MAX_PATH_CHARS, plain.length()));
    String hash = Digests.of(address.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_CHARS);
    return feed + "/" + (start.isEmpty() ? "" : start + "-") + hash + ".html";
  }

  /**
   * The page with its address as its link, whatever it says of itself.
   *
   * @throws IOException saying why it is no page that could be read
   */
  static byte[] content(String name, String address, byte[] fetched) throws IOException {
    List<String> refused = new ArrayList<>();
    new DocumentReaders()
        .read(
            RawFile.of(name, fetched),
            outcome -> {
              if (outcome instanceof ReadOutcome.Rejected(String file, String reason)) {
                refused.add(reason);
              }
            });
    if (!refused.isEmpty()) {
      throw new IOException(refused.getFirst());
    }
    Document page = Jsoup.parse(new ByteArrayInputStream(fetched), null, address);
    page.select("link[rel=canonical]").remove();
    page.head().appendElement("link").attr("rel", "canonical").attr("href", address);
    page.charset(StandardCharsets.UTF_8);
    page.outputSettings().prettyPrint(false);
    return page.outerHtml().getBytes(StandardCharsets.UTF_8);
  }
}
