package dev.sluice.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sluice.document.ReadOutcome.Read;
import dev.sluice.document.ReadOutcome.Rejected;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** PDF and Word files, good ones and such that were made to do harm. */
class OfficeReaderTest {
  private final DocumentReaders readers = new DocumentReaders();

  @Test
  void a_pdf_is_read_with_its_title_and_each_page_is_a_section() throws IOException {
    Document read =
        document(
            "manual.pdf", OfficeFiles.pdf("Pump manual", "Grease it yearly.", "Store it dry."));

    assertThat(read.title()).isEqualTo("Pump manual");
    assertThat(read.source()).isEqualTo("manual.pdf");
    assertThat(read.sections())
        .containsExactly(
            new Section("Page 1", "Grease it yearly."), new Section("Page 2", "Store it dry."));
  }

  @Test
  void a_pdf_that_only_its_program_has_named_is_called_by_its_first_line() throws IOException {
    Document read = document("a.pdf", OfficeFiles.pdf("Microsoft Word - x.docx", "Return form"));

    assertThat(read.title()).isEqualTo("Return form");
  }

  @Test
  void a_word_file_keeps_its_headings_and_tables() throws IOException {
    Document read =
        document("shipping.docx", OfficeFiles.word("Shipping", "Costs", "We ship daily."));

    assertThat(read.title()).isEqualTo("Shipping");
    assertThat(read.sections())
        .containsExactly(
            new Section("Costs", "We ship daily.\n\nCountry: Norway; Cost: 14.90 EUR"));
  }

  @Test
  void files_with_a_password_are_refused() throws Exception {
    assertThat(reason("a.pdf", OfficeFiles.encryptedPdf()))
        .isEqualTo("Expected a PDF file without a password");
    assertThat(reason("a.docx", OfficeFiles.encryptedWord()))
        .isEqualTo("Expected a Word file without a password");
  }

  @Test
  void files_that_are_cut_off_are_refused() throws IOException {
    assertThat(reason("a.pdf", OfficeFiles.half(OfficeFiles.pdf("A", "Text"))))
        .contains("whole PDF file", "end is missing");
    assertThat(reason("a.docx", OfficeFiles.half(OfficeFiles.word("A", "B", "C"))))
        .contains("whole Word file", "cut off");
  }

  @Test
  void files_that_are_not_what_their_name_says_are_refused() throws IOException {
    assertThat(reason("a.pdf", OfficeFiles.word("A", "B", "C"))).contains("PDF file but got");
    assertThat(reason("a.docx", OfficeFiles.pdf("A", "B")))
        .isEqualTo("Expected a Word file but got application/pdf");
    assertThat(reason("b.docx", OfficeFiles.zip(Map.of("a.txt", new byte[] {'a'}))))
        .contains("another archive");
    assertThat(reason("c.docx", new byte[0])).contains("an empty file");
    assertThat(reason("d.md", OfficeFiles.pdf("A", "B"))).startsWith("Expected");
  }

  @Test
  void an_archive_that_grows_beyond_measure_is_refused() throws IOException {
    assertThat(OfficeFiles.bomb().length).isLessThan(1 << 20);
    assertThat(reason("a.docx", OfficeFiles.bomb())).contains("once inflated");
    assertThat(reason("b.docx", OfficeFiles.crowd())).contains("at most 10000 entries");
  }

  @Test
  void an_xml_part_that_declares_entities_is_refused() throws IOException {
    assertThat(reason("a.docx", OfficeFiles.entities()))
        .isEqualTo("Expected no document type declaration in word/document.xml");
  }

  @Test
  void a_file_that_takes_too_long_is_given_up() throws IOException {
    OfficeReader hasty = new OfficeReader(new HtmlReader(), Duration.ZERO);
    RawFile file = RawFile.of("a.pdf", OfficeFiles.pdf("A", "Text"));

    assertThat(catchThrowable(() -> hasty.read(file, outcome -> {})))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("within 0 s");
  }

  @Test
  void a_damaged_inside_is_refused_with_what_is_wrong() throws IOException {
    byte[] xml = "<w:document".getBytes(StandardCharsets.UTF_8);

    assertThat(reason("a.docx", OfficeFiles.zip(Map.of("word/document.xml", xml))))
        .startsWith("Expected a Word file but it is damaged: ");
  }

  @Test
  void a_pdf_of_pictures_only_has_no_text() throws IOException {
    assertThat(reason("scan.pdf", OfficeFiles.pdf("Scan", "")))
        .isEqualTo("Expected text but the file has none");
  }

  private Document document(String name, byte[] content) {
    ReadOutcome outcome = only(name, content);
    assertThat(outcome).isInstanceOf(Read.class);
    return ((Read) outcome).document();
  }

  private String reason(String name, byte[] content) {
    ReadOutcome outcome = only(name, content);
    assertThat(outcome).isInstanceOf(Rejected.class);
    assertThat(((Rejected) outcome).name()).isEqualTo(name);
    return ((Rejected) outcome).reason();
  }

  private ReadOutcome only(String name, byte[] content) {
    List<ReadOutcome> outcomes = new ArrayList<>();
    readers.read(RawFile.of(name, content), outcomes::add);
    assertThat(outcomes).hasSize(1);
    return outcomes.getFirst();
  }
}
