package dev.sluice.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedding.Embedder;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shop in languages of other scripts, searched by words alone. */
class OtherLanguagesTest {
  private static final TenantId SHOP = new TenantId("shop");

  @TempDir static Path folder;
  private static SnapshotCache snapshots;
  private static HybridRetriever retriever;

  @BeforeAll
  static void index() throws IOException {
    write("ja-returns.md", "# 返品について\n\n商品は到着後30日以内であれば返品できます。送料はお客様負担です。");
    write("ja-kettle.md", "# 電気ケトル\n\n緑茶に最適な温度調節機能付きのケトルです。カバーはｽﾃﾝﾚｽ製。");
    write("zh-returns.md", "# 退货政策\n\n收到商品后三十天内可以退货，退款将在五个工作日内到账。");
    write("zh-tent.md", "# 双人帐篷\n\n这款帐篷防水透气，适合两个人在山上露营。");
    write("ko-returns.md", "# 반품 안내\n\n상품을 받은 날부터 30일 이내에 반품하실 수 있습니다.");
    write("ko-bottle.md", "# 물병\n\n이 물병은 스테인리스로 만들어 따뜻한 물을 오래 보관합니다.");
    write(
        "th-returns.md",
        "# นโยบายการคืนสินค้า\n\nลูกค้าสามารถคืนสินค้าได้ภายใน 30 วันหลังจากได้รับของ");
    write("th-lamp.md", "# โคมไฟตั้งโต๊ะ\n\nโคมไฟนี้ปรับความสว่างได้สามระดับและใช้ไฟน้อย");
    write(
        "el-returns.md",
        "# Επιστροφές\n\nΜπορείτε να επιστρέψετε τα προϊόντα μέσα σε τριάντα ημέρες.");
    write("el-shoes.md", "# Παπούτσια\n\nΑδιάβροχα παπούτσια για πεζοπορία στο βουνό.");
    write(
        "ar-returns.md",
        "# سياسة الإرجاع\n\nيمكنك إرجاع المنتجات خلال ثلاثين يومًا من تاريخ الاستلام.");
    write("ar-jacket.md", "# سترة\n\nسترة مقاومة للماء مناسبة للمشي في الجبال.");
    write("hi-returns.md", "# वापसी नीति\n\nआप तीस दिनों के भीतर उत्पाद वापस कर सकते हैं।");
    write("he-returns.md", "# החזרות\n\nאפשר להחזיר מוצרים בתוך שלושים יום מיום הקבלה.");
    FolderIndexStore store = new FolderIndexStore(folder.resolve("store"));
    new Ingest(store, new NoModel(), folder.resolve("work"), InstantSource.system(), 1)
        .run(SHOP, new FolderSource(List.of(folder.resolve("pages"))), IndexProgress.NONE);
    snapshots = new SnapshotCache(store, folder.resolve("cache"), InstantSource.system());
    retriever = new HybridRetriever(snapshots, new NoModel());
  }

  @AfterAll
  static void close() {
    snapshots.close();
  }

  @ParameterizedTest
  @CsvSource({
    "返品は何日以内ですか, ja-returns.md",
    "ケトルの温度調節, ja-kettle.md",
    "茶, ja-kettle.md",
    "ステンレス, ja-kettle.md",
    "怎么退货, zh-returns.md",
    "防水的帐篷, zh-tent.md",
    "반품은 며칠 이내에 하나요, ko-returns.md",
    "스테인리스 물병, ko-bottle.md",
    "คืนสินค้าได้ภายในกี่วัน, th-returns.md",
    "โคมไฟที่ใช้ไฟน้อย, th-lamp.md",
    "ΕΠΙΣΤΡΟΦΗ ΠΡΟΪΟΝΤΩΝ, el-returns.md",
    "αδιαβροχο παπουτσι, el-shoes.md",
    "كيف يمكنني ارجاع المنتج, ar-returns.md",
    "سُتْرَة مقاومة للماء, ar-jacket.md",
    "उत्पादों की वापसी, hi-returns.md",
    "החזרת מוצר, he-returns.md"
  })
  void a_question_finds_its_page_first(String question, String page) {
    Retrieval found = retriever.retrieve(SearchRequest.of(SHOP, question, 3));

    assertThat(found.strategy()).isEqualTo("lexical");
    assertThat(found.passages()).isNotEmpty();
    assertThat(found.passages().getFirst().source()).isEqualTo(page);
  }

  private static void write(String name, String content) throws IOException {
    Path file = folder.resolve("pages").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** A model that knows no language. */
  private static final class NoModel implements Embedder {
    @Override
    public float[] embed(String text) {
      return new float[] {1, 0};
    }

    @Override
    public boolean knows(String language) {
      return false;
    }

    @Override
    public String id() {
      return "none";
    }
  }
}
