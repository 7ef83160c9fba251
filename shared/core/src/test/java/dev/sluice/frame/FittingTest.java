package dev.sluice.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.Passage;
import dev.sluice.session.StreamId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Passages are fitted into one billed message; the lowest-ranked give way first. */
final class FittingTest {
  private static final StreamId ID = new StreamId(Messages.ID);
  private static final int MAX = 30 * 1024;

  @Test
  void what_fits_is_left_as_it_is() {
    List<Passage> passages = List.of(passage("a", "x".repeat(14_000)), passage("b", "y"));
    assertThat(FrameSize.fit(immediate(passages))).isEqualTo(immediate(passages));
    assertThat(FrameSize.fit(chunks(passages))).isEqualTo(chunks(passages));
    assertThat(FrameSize.fit(immediate(List.of()))).isEqualTo(immediate(List.of()));
  }

  @Test
  void a_frame_of_exactly_the_limit_is_left_and_one_more_byte_is_cut() {
    int envelope = size(immediate(List.of(passage("a", ""))));
    List<Passage> exact = List.of(passage("a", "x".repeat(MAX - envelope)));
    assertThat(size(immediate(exact))).isEqualTo(MAX);
    assertThat(FrameSize.fit(immediate(exact))).isEqualTo(immediate(exact));
    ServerFrame.Immediate cut =
        FrameSize.fit(immediate(List.of(passage("a", "x".repeat(MAX - envelope + 1)))));
    assertThat(size(cut)).isLessThanOrEqualTo(MAX);
    assertThat(cut.passages().getFirst().content()).endsWith("x…");
  }

  @Test
  void the_lowest_ranked_passage_is_shortened_first() {
    List<Passage> passages =
        List.of(
            passage("a", "a".repeat(12_000)),
            passage("b", "b".repeat(12_000)),
            passage("c", "c".repeat(12_000)));
    List<Passage> fitted = FrameSize.fit(immediate(passages)).passages();
    assertThat(fitted.subList(0, 2)).isEqualTo(passages.subList(0, 2));
    assertThat(fitted.get(2).content()).startsWith("ccc").endsWith("c…");
    assertThat(size(immediate(fitted))).isBetween(MAX - 8, MAX);
  }

  @Test
  void what_has_no_room_for_text_keeps_its_source_and_title() {
    List<Passage> passages =
        List.of(
            passage("a", "a".repeat(29_800)),
            passage("b", "b".repeat(5_000)),
            passage("c", "c".repeat(5_000)));
    List<Passage> fitted = FrameSize.fit(chunks(passages)).passages();
    assertThat(fitted).extracting(Passage::source).containsExactly("a", "b", "c");
    assertThat(fitted.get(0)).isEqualTo(passages.get(0));
    assertThat(fitted.get(2).content()).isEmpty();
    assertThat(size(chunks(fitted))).isLessThanOrEqualTo(MAX);
  }

  @Test
  void passages_whose_attributes_alone_are_too_large_are_left_out_from_the_end() {
    List<Passage> passages = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      passages.add(
          new Passage("text", "s" + i, 1, "t", "u", Map.of("description", "m".repeat(4_000))));
    }
    List<Passage> fitted = FrameSize.fit(immediate(passages)).passages();
    assertThat(size(immediate(fitted))).isLessThanOrEqualTo(MAX);
    assertThat(fitted).isNotEmpty().hasSizeLessThan(20);
    assertThat(fitted).extracting(Passage::source).startsWith("s0", "s1");
  }

  @Test
  void whatever_the_passages_the_frame_fits_and_only_the_end_of_the_list_suffers() {
    Random random = new Random(13);
    for (int round = 0; round < 300; round++) {
      List<Passage> passages = new ArrayList<>();
      int count = 1 + random.nextInt(20);
      for (int i = 0; i < count; i++) {
        String content = Texts.random(random, random.nextInt(4_000));
        passages.add(
            new Passage(
                content,
                "s" + i,
                1,
                Texts.random(random, random.nextInt(20)),
                "u",
                Map.of("k", Texts.random(random, random.nextInt(200)))));
      }
      assertFitted(
          passages, FrameSize.fit(immediate(passages)).passages(), size(immediate(passages)));
      assertThat(size(FrameSize.fit(immediate(passages)))).isLessThanOrEqualTo(MAX);
      assertFitted(passages, FrameSize.fit(chunks(passages)).passages(), size(chunks(passages)));
      assertThat(size(FrameSize.fit(chunks(passages)))).isLessThanOrEqualTo(MAX);
    }
  }

  private static void assertFitted(List<Passage> before, List<Passage> after, int size) {
    int same = 0;
    while (same < after.size() && after.get(same).equals(before.get(same))) {
      same++;
    }
    if (size <= MAX) {
      assertThat(same).isEqualTo(before.size());
    }
    for (int i = same; i < after.size(); i++) {
      String shortened = after.get(i).content();
      if (i == same && !shortened.isEmpty()) {
        assertThat(shortened).endsWith("…");
        shortened = shortened.substring(0, shortened.length() - 1);
      }
      assertThat(before.get(i).content()).startsWith(shortened);
      if (i > same) {
        assertThat(shortened).isEmpty();
      }
    }
  }

  private static Passage passage(String source, String content) {
    return new Passage(content, source, 0.5, "Title", "https://shop.example", Map.of());
  }

  private static ServerFrame.Immediate immediate(List<Passage> passages) {
    return new ServerFrame.Immediate(
        ID, passages, "auto", "hybrid", false, new ServerFrame.Security(false, "user", false));
  }

  private static ServerFrame.Chunks chunks(List<Passage> passages) {
    return new ServerFrame.Chunks(ID, passages);
  }

  private static int size(ServerFrame frame) {
    return FrameEncoder.encode(frame).length;
  }
}
