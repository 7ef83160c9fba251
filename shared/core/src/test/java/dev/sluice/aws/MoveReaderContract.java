package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.ErrorCode;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamStore;
import dev.sluice.session.StreamStore.Changed;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A resume is one conditional update of the run. */
abstract class MoveReaderContract {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final StreamFixture fixture;
  private final StreamStore streams;
  private final Instant later = Samples.ASKED_AT.plusMillis(1);

  MoveReaderContract(StreamFixture.Kind kind) {
    fixture = new StreamFixture(db, kind);
    streams = fixture.streams;
  }

  @Test
  void the_reader_moves_on_a_pending_and_on_a_running_stream() {
    fixture.stored();
    Run.Reader second = fixture.reader(fixture.run(), "c2", later);
    assertThat(streams.moveReader(fixture.run(), second)).isEqualTo(new Changed.Yes(fixture.run()));
    assertThat(fixture.run().reader()).isEqualTo(second);
    fixture.take(StreamFixture.OWNER);
    Run.Reader third = fixture.reader(fixture.run(), "c3", later);
    assertThat(streams.moveReader(fixture.run(), third)).isEqualTo(new Changed.Yes(fixture.run()));
    assertThat(fixture.run().reader()).isEqualTo(third);
    assertThat(fixture.run().attempt()).isEqualTo(1);
    assertThat(fixture.run().lease()).isPresent();
  }

  @Test
  void a_message_of_the_same_millisecond_is_not_older() {
    fixture.stored();
    Run.Reader reader = fixture.reader(fixture.run(), "c2", Samples.ASKED_AT);
    assertThat(streams.moveReader(fixture.run(), reader)).isEqualTo(new Changed.Yes(fixture.run()));
  }

  @Test
  void an_older_message_changes_nothing() {
    fixture.stored();
    Run.Reader reader = fixture.reader(fixture.run(), "c2", Samples.ASKED_AT.minusMillis(1));
    assertThat(streams.moveReader(fixture.run(), reader)).isEqualTo(new Changed.Stale());
    assertThat(fixture.run()).isEqualTo(Samples.run(fixture.id));
  }

  @Test
  void a_newer_resume_that_came_between_wins_and_an_older_one_is_seen_again() {
    fixture.stored();
    Run seen = fixture.run();
    assertThat(streams.moveReader(seen, fixture.reader(seen, "c2", later.plusMillis(5))))
        .isEqualTo(new Changed.Yes(fixture.run()));
    assertThat(streams.moveReader(seen, fixture.reader(seen, "c3", later)))
        .isEqualTo(new Changed.Stale());
    assertThat(streams.moveReader(seen, fixture.reader(seen, "c4", later.plusMillis(9))))
        .isEqualTo(new Changed.LookAgain());
    assertThat(fixture.run().reader().connection().value()).isEqualTo("c2");
  }

  @Test
  void a_repeated_move_has_succeeded() {
    fixture.taken();
    Run seen = fixture.run();
    Run.Reader reader = fixture.reader(seen, "c2", later);
    fixture.loseNextAnswer();
    assertThat(streams.moveReader(seen, reader)).isEqualTo(new Changed.Yes(fixture.run()));
    assertThat(streams.moveReader(seen, reader)).isEqualTo(new Changed.Yes(fixture.run()));
    assertThat(fixture.run().reader()).isEqualTo(reader);
  }

  @Test
  void a_repeated_move_has_succeeded_even_if_the_stream_has_ended_since() {
    fixture.taken();
    Run seen = fixture.run();
    Run.Reader reader = fixture.reader(seen, "c2", later);
    streams.moveReader(seen, reader);
    fixture.leases.finish(fixture.mark(1), fixture.finished("x"), reader.resumeSeq());
    assertThat(streams.moveReader(seen, reader)).isEqualTo(new Changed.Yes(fixture.run()));
  }

  @Test
  void a_new_attempt_makes_the_offset_worthless_so_look_again() {
    fixture.taken();
    Run seen = fixture.run();
    fixture.letTheLeaseEnd();
    fixture.take("owner-2");
    assertThat(streams.moveReader(seen, fixture.reader(seen, "c2", later)))
        .isEqualTo(new Changed.LookAgain());
    assertThat(fixture.run().reader()).isEqualTo(seen.reader());
  }

  @Test
  void a_run_that_has_ended_is_looked_at_again() {
    fixture.taken();
    Run seen = fixture.run();
    fixture.leases.fail(fixture.mark(1), "", ErrorCode.MODEL_FAILED);
    assertThat(streams.moveReader(seen, fixture.reader(seen, "c2", later)))
        .isEqualTo(new Changed.LookAgain());
    assertThat(fixture.run().reader()).isEqualTo(seen.reader());
  }

  @Test
  void a_run_that_is_not_there_or_has_expired_is_looked_at_again() {
    Run absent = Samples.run(fixture.id);
    assertThat(streams.moveReader(absent, fixture.reader(absent, "c2", later)))
        .isEqualTo(new Changed.LookAgain());
    fixture.inTheTable(raw -> assertThat(raw).isEmpty());
    fixture.stored();
    fixture.expire();
    assertThat(streams.moveReader(absent, fixture.reader(absent, "c2", fixture.time.now())))
        .isEqualTo(new Changed.LookAgain());
    fixture.inTheTable(
        raw -> assertThat(raw.get("connection").s()).isEqualTo(Samples.CONNECTION.value()));
  }
}
