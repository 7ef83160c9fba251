package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Signs of life, and the silence of an owner that does not know whether it still is one. */
final class SilenceTest {
  @Test
  void after_five_seconds_of_silence_a_resumable_client_gets_an_empty_token() {
    Bench bench = Bench.resumable().started().text("Hello");
    bench.does();
    bench.after(3_000).renewed();
    assertThat(bench.next()).isEqualTo("wait 2000");
    bench.after(1_999);
    assertThat(bench.next()).isEqualTo("wait 1");
    bench.after(1);
    assertThat(bench.does()).isEqualTo("c1 token 5 ''");
    bench.renewed();
    assertThat(bench.next()).isEqualTo("wait 4000");
    bench.after(4_000).renewed().after(1_000);
    assertThat(bench.does()).isEqualTo("c1 token 5 ''");
  }

  @Test
  void text_after_a_sign_of_life_continues_at_the_same_offset() {
    Bench bench = Bench.resumable().started();
    bench.after(3_000).renewed().after(2_000);
    assertThat(bench.does()).isEqualTo("c1 token 0 ''");
    bench.text("a").after(100);
    assertThat(bench.does()).isEqualTo("c1 token 0 'a'");
  }

  @Test
  void half_a_pair_that_is_held_back_does_not_silence_the_signs_of_life() {
    Bench bench = Bench.resumable().started().text("\uD83D");
    bench.after(3_000).renewed().after(2_000);
    assertThat(bench.does()).isEqualTo("c1 token 0 ''");
  }

  @Test
  void a_resumable_client_that_wants_the_whole_at_once_gets_signs_of_life_too() {
    Bench bench = Bench.of(true, false).started().text("gathering");
    bench.after(3_000).renewed().after(2_000);
    assertThat(bench.does()).isEqualTo("c1 token 0 ''");
  }

  @Test
  void an_older_client_gets_none() {
    Bench bench = Bench.older().started();
    for (int second = 0; second < 20; second++) {
      bench.after(1_000).renewed();
      assertThat(bench.next()).isEqualTo("wait 4000");
    }
  }

  @Test
  void four_seconds_after_the_last_renewal_nothing_is_posted() {
    Bench bench = Bench.resumable().started().text("a");
    bench.does();
    bench.after(3_999).text("b");
    assertThat(bench.next()).isEqualTo("c1 token 1 'b'");
    bench.sent().text("c").after(1);
    assertThat(bench.next()).isEqualTo("wait until the last post");
    bench.after(10_000);
    assertThat(bench.next()).isEqualTo("wait until the last post");
    bench.renewed();
    assertThat(bench.does()).isEqualTo("c1 token 2 'c'");
  }

  @Test
  void a_renewal_counts_from_when_it_was_sent_and_an_older_one_does_not_shorten_it() {
    Bench bench = Bench.resumable().started();
    long sentAt = bench.after(3_000).now();
    bench.after(2_000);
    bench.state.onRenewed(bench.run(), sentAt);
    bench.state.onRenewed(bench.run(), sentAt - 1_000_000_000L);
    bench.text("a").after(1_999);
    assertThat(bench.does()).isEqualTo("c1 token 0 'a'");
    bench.text("b").after(1);
    assertThat(bench.next()).isEqualTo("wait until the last post");
  }

  @Test
  void without_a_renewal_an_answer_is_not_recorded_either() {
    Bench bench = Bench.resumable().started().text("a");
    bench.does();
    bench.said().after(4_000);
    assertThat(bench.next()).isEqualTo("wait until the last post");
    assertThat(bench.renewed().next()).isEqualTo("record 0");
  }

  @Test
  void an_owner_that_lost_its_lease_says_nothing_more() {
    Bench bench = Bench.resumable().started().text("a");
    bench.state.onLost();
    assertThat(bench.next()).isEqualTo("stop");
    assertThat(bench.text("b").said().next()).isEqualTo("stop");
  }

  @Test
  void an_owner_that_lost_its_lease_while_posting_waits_for_the_post_at_most() {
    Bench bench = Bench.resumable().started().text("a");
    bench.next();
    bench.state.onLost();
    assertThat(bench.next()).isEqualTo("stop");
    bench.sent();
    assertThat(bench.next()).isEqualTo("stop");
  }
}
