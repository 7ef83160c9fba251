package dev.sluice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.ingest.aws.S3Files;
import dev.sluice.ingest.feed.CannedFeed;
import dev.sluice.ingest.feed.FeedPull;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.s3.S3Client;

/** What is done with Sluice; all of them together use all that its functions may do. */
enum UseCase {
  COMING_AND_GOING(Set.of("ConnectFunction", "DisconnectFunction")) {
    @Override
    void run(PermittedSluice sluice) throws Exception {
      String key = sluice.keyOf("anybody");
      PlainClient client = sluice.connect(key);
      sluice.await("a connection", () -> sluice.items("CONN#", "subject", key) == 1);
      client.drop();
      sluice.await("no connection", () -> sluice.items("CONN#", "subject", key) == 0);
    }
  },
  ASKING_AND_RESUMING(Set.of("QueryFunction", "StreamFunction")) {
    @Override
    void run(PermittedSluice sluice) throws Exception {
      String id = UUID.randomUUID().toString();
      try (PlainClient client = sluice.connect(sluice.keyOf(sluice.fresh("empty-")))) {
        ask(sluice, client, "\"stream_id\":\"%s\",".formatted(id));
        client.send("{\"action\":\"resume\",\"stream_id\":\"%s\"}".formatted(id));
        until(sluice, client, "complete");
      }
    }
  },
  /** What functions read only when they start. */
  STARTING_ANEW(Set.of("ConnectFunction", "DisconnectFunction", "StreamFunction")) {
    @Override
    void run(PermittedSluice sluice) throws Exception {
      sluice.stack().functions().kill("ConnectFunction");
      sluice.stack().functions().kill("DisconnectFunction");
      sluice.stack().functions().kill("StreamFunction");
      COMING_AND_GOING.run(sluice);
      ASKING_AND_RESUMING.run(sluice);
    }
  },
  ASKING_AS_AN_OLDER_CLIENT(Set.of("QueryFunction", "StreamFunction")) {
    @Override
    void run(PermittedSluice sluice) throws Exception {
      try (PlainClient client = sluice.connect(sluice.keyOf(sluice.fresh("empty-")))) {
        ask(sluice, client, "");
      }
    }
  },
  RATING(Set.of("QueryFunction")) {
    @Override
    void run(PermittedSluice sluice) throws Exception {
      String id = UUID.randomUUID().toString();
      String comment = sluice.fresh("comment ");
      try (PlainClient client = sluice.connect(sluice.keyOf(sluice.fresh("empty-")))) {
        ask(sluice, client, "\"stream_id\":\"%s\",".formatted(id));
        client.send(
            "{\"action\":\"feedback\",\"stream_id\":\"%s\",\"rating\":\"up\",\"comment\":\"%s\"}"
                .formatted(id, comment));
        sluice.await("a rating", () -> sluice.items("SESSION#", "feedback", comment) == 1);
      }
    }
  },
  CANCELLING(Set.of("QueryFunction")) {
    @Override
    void run(PermittedSluice sluice) throws Exception {
      try (PlainClient client = sluice.connect(sluice.keyOf(sluice.fresh("empty-")))) {
        client.send("{\"action\":\"cancel\",\"stream_id\":\"%s\"}".formatted(UUID.randomUUID()));
        until(sluice, client, "stream_end");
      }
    }
  },
  /** An old snapshot is deleted, a document that is none is told of, the other one is found. */
  UPLOADING(Set.of("IngestFunction", "QueryFunction", "events.amazonaws.com")) {
    @Override
    void run(PermittedSluice sluice) throws Exception {
      String tenant = sluice.fresh("shop-");
      String old = "index/" + tenant + "/snapshots/20200101T000000Z-old.zip";
      sluice.put(old, "old");
      sluice.put("documents/" + tenant + "/broken.pdf", "no document");
      sluice.put("documents/" + tenant + "/returns.md", "# Returns\n\nWithin 30 days.");
      sluice.await("an index", () -> sluice.has("index/" + tenant + "/manifest.json"));
      sluice.await("the old snapshot's end", () -> !sluice.has(old));
      sluice.await(
          "a letter", () -> deadLetters(sluice).stream().anyMatch(l -> l.contains(tenant)));
      sluice.await("the queue's end", () -> documentEvents(sluice).isEmpty());
      try (PlainClient client = sluice.connect(sluice.keyOf(tenant))) {
        client.send("{\"question\":\"What about returns?\",\"humanize\":false}");
        JsonNode found = until(sluice, client, "immediate");
        sluice.await("a passage", () -> found.path("data").path("snippets").size() > 0);
        until(sluice, client, "complete");
      }
    }
  },
  /** A feed that cannot be fetched. */
  LOOKING_AT_FEEDS(Set.of("FeedFunction")) {
    @Override
    void run(PermittedSluice sluice) {
      String tenant = feed(sluice);
      sluice.stack().invoke("FeedFunction", "{}");
      sluice.await("a state", () -> sluice.has("feeds/" + tenant + ".state.json"));
      sluice.await(
          "a letter", () -> deadLetters(sluice).stream().anyMatch(l -> l.contains(tenant)));
    }
  },
  /**
   * What the function does with a feed that it could fetch, by its key: feeds are fetched from
   * public addresses only, and there is none here.
   */
  TAKING_A_FEED_OVER(Set.of("FeedFunction")) {
    @Override
    void run(PermittedSluice sluice) throws Exception {
      String tenant = feed(sluice);
      try (S3Client s3 = sluice.s3Of(sluice.stack().instanceEnvironment("FeedFunction"))) {
        FeedPull pull =
            CannedFeed.of(
                "id,title\n1,Tent\n",
                new S3Files(s3, sluice.bucket(), "feeds/"),
                of -> new S3Files(s3, sluice.bucket(), "documents/" + of + "/feeds/"));
        pull.run(() -> false);
        sluice.await("a document", () -> sluice.has("documents/" + tenant + "/feeds/all.csv"));
        sluice.put("feeds/" + tenant + ".json", "{\"feeds\":[]}");
        pull.run(() -> false);
      }
      sluice.await("its end", () -> !sluice.has("documents/" + tenant + "/feeds/all.csv"));
    }
  };

  private final Set<String> users;

  UseCase(Set<String> users) {
    this.users = users;
  }

  /** Whether it can need what the function or service is allowed. */
  boolean uses(String functionOrService) {
    return users.contains(functionOrService);
  }

  /**
   * Does it all.
   *
   * @throws PermittedSluice.DeniedException at the first denial
   */
  abstract void run(PermittedSluice sluice) throws Exception;

  private static void ask(PermittedSluice sluice, PlainClient client, String fields)
      throws Exception {
    sluice.willAnswer("Within 30 days.");
    client.send(
        "{%s\"question\":\"What about returns?\",\"session_id\":\"%s\"}"
            .formatted(fields, UUID.randomUUID()));
    until(sluice, client, "complete");
    sluice.settle();
  }

  private static JsonNode until(PermittedSluice sluice, PlainClient client, String type)
      throws Exception {
    while (true) {
      sluice.await("a frame before " + type, client::hasNext);
      JsonNode frame = client.next();
      if (PlainClient.type(frame).equals("error")) {
        sluice.check();
        throw new AssertionError("Expected a frame '" + type + "' but got " + frame);
      }
      if (PlainClient.type(frame).equals(type)) {
        return frame;
      }
    }
  }

  private static String feed(PermittedSluice sluice) {
    String tenant = sluice.fresh("feed-");
    sluice.put(
        "feeds/" + tenant + ".json",
        "{\"feeds\":[{\"name\":\"all.csv\",\"url\":\"http://127.0.0.1:9/all.csv\"}]}");
    return tenant;
  }

  private static List<String> deadLetters(PermittedSluice sluice) {
    return bodies(sluice, "DeadLetters");
  }

  private static List<String> documentEvents(PermittedSluice sluice) {
    return bodies(sluice, "DocumentEvents");
  }

  private static List<String> bodies(PermittedSluice sluice, String queue) {
    return sluice.stack().queues().bodies(sluice.stack().model().queues().get(queue).arn());
  }
}
