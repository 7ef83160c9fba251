package dev.sluice.ingest.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.index.aws.IndexStores;
import dev.sluice.index.aws.S3StandIn;
import dev.sluice.ingest.feed.FeedFiles;
import dev.sluice.ingest.feed.FolderFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feeds' files in a bucket and in a folder behave alike. */
class S3FilesTest {
  @TempDir Path folder;
  private S3StandIn s3;

  @BeforeEach
  void start() throws IOException {
    s3 = new S3StandIn();
  }

  @AfterEach
  void stop() {
    s3.close();
  }

  @Test
  void files_of_a_bucket_are_written_read_listed_and_deleted() throws IOException {
    s3.put("feedsx/shop.json", "{}");
    behaves(inBucket());
    assertThat(s3.keys("feeds")).containsExactly("feeds/site/p.html", "feedsx/shop.json");
  }

  @Test
  void files_of_a_folder_do_the_same() throws IOException {
    behaves(new FolderFiles(folder.resolve("feeds")));
  }

  @Test
  void a_bucket_that_does_not_answer_is_a_failure() {
    FeedFiles files = inBucket();
    s3.close();

    assertThatThrownBy(files::list).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.read("a")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.write("a", new byte[1])).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> files.delete("a")).isInstanceOf(IOException.class);
  }

  private FeedFiles inBucket() {
    return new S3Files(IndexStores.client(s3.environment()), "bucket", "feeds/");
  }

  private static void behaves(FeedFiles files) throws IOException {
    assertThat(files.list()).isEmpty();
    assertThat(files.read("shop.json")).isEmpty();
    files.delete("shop.json");

    files.write("shop.json", bytes("one"));
    files.write("shop.json", bytes("two"));
    files.write("acme.json", bytes("three"));
    files.write("site/p.html", bytes("page"));

    assertThat(files.list()).containsExactly("acme.json", "shop.json");
    assertThat(files.read("shop.json")).hasValue(bytes("two"));
    assertThat(files.read("site/p.html")).hasValue(bytes("page"));
    files.delete("shop.json");
    files.delete("acme.json");
    assertThat(files.list()).isEmpty();
    assertThat(files.read("shop.json")).isEmpty();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
