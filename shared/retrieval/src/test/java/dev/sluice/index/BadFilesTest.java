package dev.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.document.OfficeFiles;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder in which half of the files are broken, mislabelled or hostile. */
class BadFilesTest {
  private static final TenantId SHOP = new TenantId("shop");

  @TempDir Path folder;

  @Test
  void thirty_bad_files_among_thirty_good_ones_are_named_and_the_good_ones_indexed()
      throws Exception {
    Path documents = Files.createDirectories(folder.resolve("documents"));
    Map<String, byte[]> bad = bad();
    assertThat(bad).hasSize(30);
    for (Map.Entry<String, byte[]> file : bad.entrySet()) {
      Files.write(documents.resolve("bad-" + file.getKey()), file.getValue());
    }
    for (int i = 0; i < 10; i++) {
      Files.writeString(documents.resolve("good-" + i + ".md"), "# Page " + i + "\n\nText " + i);
      Files.write(documents.resolve("good-" + i + ".pdf"), OfficeFiles.pdf("Manual " + i, "P" + i));
      Files.write(documents.resolve("good-" + i + ".docx"), OfficeFiles.word("W" + i, "H", "T"));
    }
    Ingest ingest =
        new Ingest(
            new FolderIndexStore(folder.resolve("store")),
            new WordsEmbedder(),
            folder.resolve("work"),
            InstantSource.system(),
            2);

    IngestReport report =
        ingest.run(SHOP, new FolderSource(List.of(documents)), IndexProgress.NONE);

    assertThat(report.published().manifest().documents()).isEqualTo(30);
    assertThat(report.failures()).hasSize(30);
    assertThat(report.failures())
        .extracting(failure -> failure.name().replaceFirst(":\\d+$", ""))
        .containsExactlyInAnyOrderElementsOf(
            bad.keySet().stream().map(name -> "bad-" + name).toList());
    assertThat(report.failures())
        .allSatisfy(failure -> assertThat(failure.reason()).startsWith("Expected"));
  }

  private static Map<String, byte[]> bad() throws Exception {
    byte[] pdf = OfficeFiles.pdf("A", "Text");
    byte[] word = OfficeFiles.word("A", "B", "C");
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("encrypted.pdf", OfficeFiles.encryptedPdf());
    files.put("encrypted.docx", OfficeFiles.encryptedWord());
    files.put("half.pdf", OfficeFiles.half(pdf));
    files.put("half.docx", OfficeFiles.half(word));
    files.put("word.pdf", word);
    files.put("pdf.docx", pdf);
    files.put("pdf.md", pdf);
    files.put("pdf.html", withZero(pdf));
    files.put("word.txt", word);
    files.put("word.jsonl", bytes("PK not JSON"));
    files.put("bomb.docx", OfficeFiles.bomb());
    files.put("crowd.docx", OfficeFiles.crowd());
    files.put("entities.docx", OfficeFiles.entities());
    files.put("archive.docx", OfficeFiles.zip(Map.of("a.txt", bytes("text"))));
    files.put("inside.docx", OfficeFiles.zip(Map.of("word/document.xml", bytes("<w:body"))));
    files.put("flipped.docx", flipped(word));
    files.put("entities.xml", bytes("<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///x'>]><rss/>"));
    files.put("page.xml", bytes("<html/>"));
    files.put("half.xml", bytes("<rss><channel>"));
    files.put("empty.pdf", new byte[0]);
    files.put("empty.docx", new byte[0]);
    files.put("empty.md", new byte[0]);
    files.put("blank.txt", bytes(" \n\n "));
    files.put("binary.txt", new byte[] {1, 0, 2});
    files.put("latin.txt", "Öl für Räder".getBytes(StandardCharsets.ISO_8859_1));
    files.put("cells.csv", bytes("id,title\n1\n"));
    files.put("object.json", bytes("{\"no\": \"array\"}"));
    files.put("deep.json", bytes("[" + "{\"a\":".repeat(2_000)));
    files.put("picture.png", new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    files.put("program.exe", bytes("MZ"));
    return files;
  }

  /** A whole archive by its table of contents, of which one byte of the text is another. */
  private static byte[] flipped(byte[] word) throws IOException {
    CRC32 before = new CRC32();
    before.update(word);
    byte[] flipped = word.clone();
    String names = new String(word, StandardCharsets.ISO_8859_1);
    int at = names.indexOf("word/document.xml") + 60;
    for (int i = at; i < at + 40; i++) {
      flipped[i] ^= 0x55;
    }
    CRC32 after = new CRC32();
    after.update(flipped);
    assertThat(after.getValue()).isNotEqualTo(before.getValue());
    return flipped;
  }

  private static byte[] withZero(byte[] content) {
    byte[] more = java.util.Arrays.copyOf(content, content.length + 1);
    more[content.length] = 0;
    return more;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
