package dev.sluice.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.aws.ConnectionItems;
import dev.sluice.aws.LeaseItems;
import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.aws.StreamItems;
import dev.sluice.frame.Json;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.FakeTime;
import dev.sluice.gateway.FrameSender;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** The parts of the query function over a real table, with a gateway that does as it is told. */
final class QueryFixture implements FrameSender {
  final FakeTime time = new FakeTime();
  final ConnectionItems connections;
  final StreamItems streams;
  final LeaseItems leases;
  final Claims claims;
  final Delivery delivery = new Delivery(this, Backoff.forPosts(new Random(1)), time);
  final ConnectionId id = new ConnectionId(StreamId.random().value());
  final Connection connection;

  /** What was posted, as {@code type} or {@code error code}. */
  final List<String> posted = new ArrayList<>();

  final List<StreamId> started = new ArrayList<>();

  /** What becomes of the next posts; of all others: sent. */
  final Deque<PostOutcome> outcomes = new ArrayDeque<>();

  QueryFixture(LocalDynamoDb db) {
    this.connections = new ConnectionItems(db.table(time));
    this.streams = new StreamItems(db.table(time));
    this.leases = new LeaseItems(db.table(time), Duration.ofDays(30));
    this.claims = new Claims(connections, streams, time);
    this.connection = Samples.connection(id, time.now());
    connections.put(connection);
  }

  Sender sender() {
    return new Sender(connection, time.now());
  }

  @Override
  public PostOutcome send(ConnectionId to, byte[] message, Duration timeout) {
    try {
      JsonNode frame = Json.MAPPER.readTree(message);
      posted.add((frame.path("type").asText() + " " + frame.path("code").asText()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return outcomes.isEmpty() ? new PostOutcome.Sent() : outcomes.pop();
  }
}
