package dev.sluice.aws;

import org.junit.jupiter.api.Nested;

/** The fake in memory keeps streams as their ports say, like the table. */
final class MemoryStreamsTest {
  @Nested
  final class Storing extends StreamStoreContract {
    Storing() {
      super(StreamFixture.Kind.MEMORY);
    }
  }

  @Nested
  final class MovingTheReader extends MoveReaderContract {
    MovingTheReader() {
      super(StreamFixture.Kind.MEMORY);
    }
  }

  @Nested
  final class Cancelling extends CancelContract {
    Cancelling() {
      super(StreamFixture.Kind.MEMORY);
    }
  }

  @Nested
  final class TakingTheLease extends LeaseTakingContract {
    TakingTheLease() {
      super(StreamFixture.Kind.MEMORY);
    }
  }

  @Nested
  final class WritingUnderTheLease extends LeaseWritesContract {
    WritingUnderTheLease() {
      super(StreamFixture.Kind.MEMORY);
    }
  }
}
