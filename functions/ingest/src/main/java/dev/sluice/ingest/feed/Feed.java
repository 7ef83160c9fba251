package dev.sluice.ingest.feed;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.URI;
import java.util.regex.Pattern;

/**
 * A feed of a tenant, as its file of feeds names it.
 *
 * @param name the file it becomes among the tenant's documents; its ending tells the format. Of a
 *     sitemap, the folder of its pages
 * @param url where it is fetched, http or https
 * @param kind what lies there; a file unless told otherwise
 * @param allowShrink whether it may lose more than 30 % of its documents at once
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record Feed(
    String name, URI url, FeedKind kind, @JsonProperty("allow_shrink") boolean allowShrink) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /**
   * @throws IllegalArgumentException if the name is no file's name or the address is of another
   *     form
   */
  Feed {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("Expected a feed's name such as products.xml: " + name);
    }
    if (url == null
        || url.getHost() == null
        || !("https".equals(url.getScheme()) || "http".equals(url.getScheme()))) {
      throw new IllegalArgumentException(
          "Expected an address with https:// or http:// but: " + url);
    }
    kind = kind == null ? FeedKind.FILE : kind;
  }
}
