package dev.sluice.ingest.feed;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A shop's site: what lies at its addresses, with entity tags. Used by one thread. */
final class Site implements FeedFetcher {
  private final Map<String, byte[]> contents = new LinkedHashMap<>();
  private final Map<String, Integer> errors = new LinkedHashMap<>();

  /** What was sent, in order; what was as the asker knew it is not among it. */
  final List<String> sent = new ArrayList<>();

  /** What was asked for, in order. */
  final List<String> asked = new ArrayList<>();

  void put(String path, byte[] content) {
    contents.put("https://shop.example" + path, content);
  }

  void put(String path, String content) {
    put(path, content.getBytes(StandardCharsets.UTF_8));
  }

  /** From now on this is answered with the status; 0 is well again. */
  void fail(String path, int status) {
    errors.put("https://shop.example" + path, status);
  }

  /** A sitemap of these pages, each {@code path} or {@code path day}. */
  void sitemap(String path, List<String> pages) {
    StringBuilder xml = new StringBuilder("<urlset>");
    for (String page : pages) {
      String[] words = page.split(" ");
      xml.append("<url><loc>https://shop.example" + words[0] + "</loc>");
      xml.append(words.length > 1 ? "<lastmod>" + words[1] + "</lastmod></url>" : "</url>");
    }
    put(path, xml + "</urlset>");
  }

  void page(String path, String text) {
    put(path, "<html><title>" + path + "</title><body><p>" + text + "</p></body></html>");
  }

  @Override
  public Fetched fetch(URI url, Validators known) {
    asked.add(url.getPath());
    int status = errors.getOrDefault(url.toString(), 0);
    byte[] content = contents.get(url.toString());
    if (status != 0 || content == null) {
      int code = status == 0 ? 404 : status;
      return new Fetched.Failed("Expected HTTP 200 but got " + code, code);
    }
    String tag = Digests.of(content);
    if (tag.equals(known.etag())) {
      return new Fetched.Same();
    }
    sent.add(url.getPath());
    return new Fetched.Content(content, new Validators(tag, ""));
  }
}
