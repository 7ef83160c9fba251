package dev.sluice.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.aws.ConnectionItems;
import dev.sluice.aws.StreamItems;
import dev.sluice.aws.TurnItems;
import dev.sluice.e2e.LocalSluice;
import dev.sluice.modelserver.ExchangeEnd;
import dev.sluice.session.Ending;
import dev.sluice.session.Run;
import dev.sluice.session.SessionId;
import dev.sluice.session.StreamId;
import dev.sluice.session.Subject;
import dev.sluice.session.Turn;
import java.util.List;
import java.util.Optional;

/** Holds what has become of a cell against the table, when everything has come to rest. */
final class CellVerdict {
  private final LocalSluice sluice;
  private final CellRun run;
  private final Cell cell;
  private final CellClient client;
  private final Optional<Run> recorded;

  CellVerdict(LocalSluice sluice, CellRun run) {
    this.sluice = sluice;
    this.run = run;
    this.cell = run.cell();
    this.client = run.client();
    this.recorded =
        client.id().isEmpty()
            ? Optional.empty()
            : new StreamItems(sluice.table()).run(new StreamId(client.id()));
  }

  void check() {
    assertThat(CellRun.met(sluice, run.faults())).as("its faults have happened").isTrue();
    assertThat(client.problems()).as("frames against the schema").isEmpty();
    checkEnd();
    checkState();
    checkText();
    checkNothingIsLeft();
    if (cell.says("goes on")) {
      assertThat(run.model().wentOn()).as("a model was told the text so far").isTrue();
    }
    if (!cell.kind().resumable()) {
      checkOlder();
    }
  }

  /** Older clients know nothing of attempts, signs of life and other readers. */
  private void checkOlder() {
    List<String> types =
        client.frames().stream().map(frame -> frame.path("type").asText()).toList();
    assertThat(types).doesNotContain("moved");
    assertThat(types.stream().filter("stream_start"::equals).count()).isLessThanOrEqualTo(1);
    assertThat(client.frames())
        .noneMatch(
            frame -> frame.path("token").isTextual() && frame.path("token").asText().isEmpty());
    List<String> order = List.of("status", "immediate", "stream_start", "stream_token");
    assertThat(types.stream().filter(order::contains).map(order::indexOf).toList()).isSorted();
  }

  private void checkEnd() {
    String outcome = cell.outcome();
    String wanted =
        switch (outcome) {
          case "whole", "extractive" -> "complete";
          case "cancelled" -> "cancelled";
          case "unheard" -> "";
          case "whole or cancelled" -> recordedState().equals("done") ? "complete" : "cancelled";
          default -> {
            assertThat(outcome).startsWith("error ");
            yield outcome.substring("error ".length());
          }
        };
    assertThat(client.end())
        .as("the end that the client saw; " + client.frames())
        .isEqualTo(wanted);
    if (cell.says("first is told moved")) {
      assertThat(run.first().moved()).as("the first connection was told").isTrue();
    }
    String told = cell.after("told", "");
    if (!told.isEmpty()) {
      assertThat(run.first().others())
          .as("errors that answer messages")
          .anyMatch(frame -> frame.path("code").asText().equals(told));
    }
  }

  private String recordedState() {
    return recorded
        .map(
            found ->
                switch (found.ending().orElse(null)) {
                  case Ending.Done done -> "done";
                  case Ending.Cancelled cancelled -> "cancelled";
                  case Ending.Failed failed -> "failed";
                  case null -> found.attempt() == 0 ? "pending" : "running";
                })
        .orElse("nothing");
  }

  private void checkState() {
    String byOutcome =
        switch (cell.outcome().split(" ")[0]) {
          case "whole", "extractive" -> cell.outcome().contains("or") ? recordedState() : "done";
          case "cancelled" -> "cancelled";
          default -> "failed";
        };
    assertThat(recordedState()).isEqualTo(cell.after("recorded", byOutcome));
    if (recorded.isPresent() && !recordedState().equals("pending")) {
      String attempt = cell.after("attempt", "1");
      assertThat(String.valueOf(recorded.get().attempt())).as("attempt").isEqualTo(attempt);
    }
    recorded
        .flatMap(Run::ending)
        .filter(ending -> cell.outcome().startsWith("error "))
        .ifPresent(
            ending -> {
              if (ending instanceof Ending.Failed(var code)) {
                assertThat("error " + code.wireName()).isEqualTo(cell.outcome());
              }
            });
  }

  private void checkText() {
    String answer = recorded.map(Run::text).orElse("");
    boolean whole = recordedState().equals("done");
    List<String> turns = turns();
    assertThat(turns).as("turns").isEqualTo(whole ? List.of(answer) : List.of());
    if (cell.outcome().equals("extractive")) {
      assertThat(client.frames().getLast().path("model").asText()).isEqualTo("extractive");
    } else {
      assertThat(run.model().fits(answer, whole))
          .as("recorded '" + answer + "' of what the models said")
          .isTrue();
    }
    boolean all = client.end().equals("complete") || client.end().equals("cancelled");
    if (all) {
      assertThat(client.text()).as("what the client holds").isEqualTo(answer);
    } else if (cell.kind().streams()) {
      assertThat(run.model().fits(client.text(), false))
          .as("what the client holds, '" + client.text() + "'")
          .isTrue();
    } else {
      assertThat(client.text()).as("what the client holds").isIn("", answer);
    }
  }

  private List<String> turns() {
    Turn.SessionKey session =
        new Turn.SessionKey(
            LocalSluice.TENANT,
            new Subject("subject-of-" + LocalSluice.KEY),
            new SessionId(client.session()));
    return new TurnItems(sluice.table()).latest(session, 10).stream().map(Turn::answer).toList();
  }

  private void checkNothingIsLeft() {
    if (!cell.says("a late frame")) {
      List<JsonNode> late = client.afterEnd();
      assertThat(late).as("frames after the end").isEmpty();
    }
    if (!cell.says("lease left")) {
      boolean leased =
          recorded
              .filter(found -> found.ending().isEmpty())
              .filter(found -> found.lease().isPresent())
              .isPresent();
      assertThat(leased).as("a lease is held").isFalse();
    }
    assertThat(sluice.model().calls())
        .filteredOn(call -> call.request().body().toString().contains(cell.marker()))
        .as("calls of models")
        .noneMatch(call -> call.end() == ExchangeEnd.RUNNING);
    boolean claimed =
        recorded
            .map(found -> found.reader().connection())
            .flatMap(new ConnectionItems(sluice.table())::get)
            .flatMap(connection -> connection.claim())
            .isPresent();
    assertThat(claimed).as("the connection is claimed").isEqualTo(cell.says("claim left"));
  }
}
