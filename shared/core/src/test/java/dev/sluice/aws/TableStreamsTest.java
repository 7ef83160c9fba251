package dev.sluice.aws;

import org.junit.jupiter.api.Nested;

/** The table keeps streams as their ports say. */
final class TableStreamsTest {
  @Nested
  final class Storing extends StreamStoreContract {
    Storing() {
      super(StreamFixture.Kind.TABLE);
    }
  }

  @Nested
  final class MovingTheReader extends MoveReaderContract {
    MovingTheReader() {
      super(StreamFixture.Kind.TABLE);
    }
  }

  @Nested
  final class Cancelling extends CancelContract {
    Cancelling() {
      super(StreamFixture.Kind.TABLE);
    }
  }

  @Nested
  final class TakingTheLease extends LeaseTakingContract {
    TakingTheLease() {
      super(StreamFixture.Kind.TABLE);
    }
  }

  @Nested
  final class WritingUnderTheLease extends LeaseWritesContract {
    WritingUnderTheLease() {
      super(StreamFixture.Kind.TABLE);
    }
  }
}
