package dev.sluice.modelserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Plays one script as the answer to one request. One thread. */
final class Player {
  private static final double MILLIS = 1_000;

  private final Gates gates;
  private final ModelExchange exchange;
  private final ResponseWriter response;
  private final Dialect dialect;

  Player(Gates gates, ModelExchange exchange, ResponseWriter response, Dialect dialect) {
    this.gates = gates;
    this.exchange = exchange;
    this.response = response;
    this.dialect = dialect;
  }

  /**
   * Plays to the end, the script's cut or the client's leaving.
   *
   * @throws ResponseWriter.CutException when the script wants the connection cut
   */
  void play(Script script) throws IOException, InterruptedException {
    boolean streams = exchange.request().body().path("stream").asBoolean(dialect.streams());
    for (Step step : script.beforeHead()) {
      play(step);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", streams ? dialect.contentType() : "application/json");
    headers.putAll(script.headers());
    if (exchange.end() == ExchangeEnd.RUNNING) {
      response.head(script.status(), headers);
    }
    boolean asOne = !streams && script.steps().stream().noneMatch(Step.Raw.class::isInstance);
    List<Step> steps = asOne ? asOne(script.steps()) : script.steps();
    for (Step step : steps) {
      if (exchange.end() != ExchangeEnd.RUNNING) {
        return;
      }
      play(step);
    }
    response.end();
  }

  /** Pauses and cuts happen before the one document in which the text is then told. */
  private List<Step> asOne(List<Step> steps) {
    return Stream.concat(
            steps.stream().filter(Player::controls), Stream.of(Step.raw(dialect.whole(steps))))
        .toList();
  }

  private static boolean controls(Step step) {
    return switch (step) {
      case Step.Pause _, Step.Await _, Step.Stall _, Step.CutAfter _, Step.Cut _ -> true;
      default -> false;
    };
  }

  private void play(Step step) throws IOException, InterruptedException {
    switch (step) {
      case Step.Text(String text) -> write(dialect.text(text));
      case Step.Tokens tokens -> tokens(tokens);
      case Step.Reasoning(String text) -> write(dialect.reasoning(text));
      case Step.Refusal(String text) -> write(dialect.refusal(text));
      case Step.Usage(long input, long output) -> write(dialect.usage(input, output));
      case Step.EmptyChoices _ -> write(dialect.emptyChoices());
      case Step.Finish(String reason) -> write(dialect.finish(reason));
      case Step.Done _ -> write(dialect.done());
      case Step.Raw(String body) -> write(body);
      case Step.RawHex(String hex) -> response.body(HexFormat.of().parseHex(hex));
      case Step.Pause(long millis) -> exchange.isOverWithin(millis);
      case Step.Await(String gate) ->
          gates.await(gate, () -> exchange.end() != ExchangeEnd.RUNNING);
      case Step.Stall _ -> exchange.awaitOver();
      case Step.CutAfter(long bytes) -> response.cutAfter(bytes);
      case Step.CutInside(String text, int bytes) -> cutInside(text, bytes);
      case Step.Cut _ -> throw new ResponseWriter.CutException();
    }
  }

  private void tokens(Step.Tokens tokens) throws IOException, InterruptedException {
    for (String word : tokens.text().split("(?<=\\s)(?=\\S)")) {
      if (exchange.end() != ExchangeEnd.RUNNING) {
        return;
      }
      write(dialect.text(word));
      if (tokens.perSecond() > 0) {
        exchange.isOverWithin(Math.round(MILLIS / tokens.perSecond()));
      }
    }
  }

  /** The text's bytes are looked up in its event, where JSON has not escaped any of them. */
  private void cutInside(String text, int bytes) throws IOException {
    byte[] event = dialect.text(text).getBytes(StandardCharsets.UTF_8);
    String asLatin = new String(event, StandardCharsets.ISO_8859_1);
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    int start = asLatin.indexOf(new String(plain, StandardCharsets.ISO_8859_1));
    response.body(Arrays.copyOf(event, start + bytes));
    throw new ResponseWriter.CutException();
  }

  private void write(String body) throws IOException {
    if (!body.isEmpty()) {
      response.body(body.getBytes(StandardCharsets.UTF_8));
    }
  }
}
