package dev.sluice.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;

/** PDF and Word files, good and bad, as tests need them. */
public final class OfficeFiles {
  private static final int MEGABYTE = 1 << 20;

  private OfficeFiles() {}

  /** A PDF of one line a page. */
  public static byte[] pdf(String title, String... pages) throws IOException {
    try (PDDocument document = document(title, pages)) {
      return bytes(document);
    }
  }

  /** A PDF that nobody opens without its password. */
  public static byte[] encryptedPdf() throws IOException {
    try (PDDocument document = document("Secret", "Prices of next year")) {
      document.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
      return bytes(document);
    }
  }

  /** A Word file with a heading, a paragraph and a table of two columns. */
  public static byte[] word(String title, String heading, String text) throws IOException {
    try (XWPFDocument document = new XWPFDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      document.getProperties().getCoreProperties().setTitle(title);
      heading1(document);
      var first = document.createParagraph();
      first.setStyle("Heading1");
      first.createRun().setText(heading);
      document.createParagraph().createRun().setText(text);
      XWPFTable table = document.createTable(2, 2);
      table.getRow(0).getCell(0).setText("Country");
      table.getRow(0).getCell(1).setText("Cost");
      table.getRow(1).getCell(0).setText("Norway");
      table.getRow(1).getCell(1).setText("14.90 EUR");
      document.write(out);
      return out.toByteArray();
    }
  }

  /** A Word file that nobody opens without its password. */
  public static byte[] encryptedWord() throws Exception {
    try (POIFSFileSystem files = new POIFSFileSystem();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword("secret");
      try (var data = encryptor.getDataStream(files)) {
        data.write(word("Secret", "Secret", "Prices of next year"));
      }
      files.writeFilesystem(out);
      return out.toByteArray();
    }
  }

  /** A zip archive of these parts. */
  public static byte[] zip(Map<String, byte[]> parts) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> part : parts.entrySet()) {
        zip.putNextEntry(new ZipEntry(part.getKey()));
        zip.write(part.getValue());
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  /** A Word file of some 300 KB that becomes 300 MB when it is inflated. */
  public static byte[] bomb() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] zeros = new byte[MEGABYTE];
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      for (int i = 0; i < 300; i++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  /** A Word file of more entries than any document has. */
  public static byte[] crowd() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("word/document.xml"));
      for (int i = 0; i < 10_001; i++) {
        zip.putNextEntry(new ZipEntry("word/media/" + i));
      }
    }
    return out.toByteArray();
  }

  /** A Word file whose text is an entity that refers to a file of the machine. */
  public static byte[] entities() throws IOException {
    String xml =
        """
        <?xml version="1.0"?>
        <!DOCTYPE w:document [<!ENTITY secret SYSTEM "file:///etc/hostname">]>
        <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
        <w:body><w:p><w:r><w:t>&secret;</w:t></w:r></w:p></w:body></w:document>
        """;
    return zip(Map.of("word/document.xml", xml.getBytes(StandardCharsets.UTF_8)));
  }

  /** The first half of a file. */
  public static byte[] half(byte[] file) {
    return Arrays.copyOf(file, file.length / 2);
  }

  private static PDDocument document(String title, String... pages) throws IOException {
    PDDocument document = new PDDocument();
    document.getDocumentInformation().setTitle(title);
    for (String line : pages) {
      PDPage page = new PDPage();
      document.addPage(page);
      try (PDPageContentStream text = new PDPageContentStream(document, page)) {
        text.beginText();
        text.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
        text.newLineAtOffset(72, 700);
        text.showText(line);
        text.endText();
      }
    }
    return document;
  }

  private static byte[] bytes(PDDocument document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }

  private static void heading1(XWPFDocument document) {
    CTStyle style = CTStyle.Factory.newInstance();
    style.setStyleId("Heading1");
    style.addNewName().setVal("heading 1");
    document.createStyles().addStyle(new XWPFStyle(style));
  }
}
