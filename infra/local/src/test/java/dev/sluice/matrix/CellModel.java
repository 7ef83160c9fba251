package dev.sluice.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * What the models say to the question of one cell, call by call. Unless the cell is about the
 * model, the first call waits at three gates: before its first token, in the middle, and after its
 * last token. Thread-safe.
 */
final class CellModel {
  /** Shorter beginnings of the answer may stand in any request. */
  private static final int LEAST_GIVEN = 12;

  /** What a model says that is asked to go on with an answer which is whole. */
  private static final String NOTHING_MORE = " Indeed.";

  private final Cell cell;
  private final Script first;
  private final boolean allBroken;
  private final boolean refuses;
  private final List<String> given = new ArrayList<>();

  CellModel(Cell cell) {
    this.cell = cell;
    String behaviour =
        cell.steps().stream()
            .filter(step -> step.startsWith("model "))
            .map(step -> step.substring("model ".length()))
            .findFirst()
            .orElse("gated");
    first = first(behaviour);
    refuses = behaviour.equals("refuses");
    allBroken = behaviour.endsWith(" all");
  }

  /** What the client can have before the middle gate. */
  String before() {
    return "Tent " + cell.number() + " weighs 2.1 kg \uD83C\uDFD5, ";
  }

  /** What comes behind it. */
  String behind() {
    return "or e\u0301 \u05E9\u05DC\u05D5\u05DD \uD83D\uDC4D\uD83C\uDFFD [1] in " + cell.number();
  }

  String gate(Phase phase) {
    return cell.marker() + phase.label();
  }

  private String whole() {
    return before() + behind();
  }

  /**
   * The script of the next call; all but the first say what is missing behind what they are given.
   */
  synchronized Script next(JsonNode request) {
    String soFar = given(request);
    given.add(soFar);
    if (given.size() == 1) {
      return first;
    }
    if (allBroken) {
      return Script.error(500, "broken", "on purpose");
    }
    String missing = whole().substring(soFar.length());
    return Script.answer(missing.isEmpty() ? NOTHING_MORE : missing);
  }

  /** As much of the answer as stands in a request. */
  private String given(JsonNode request) {
    if (request.isTextual()) {
      int length = whole().length();
      while (length >= LEAST_GIVEN && !request.asText().contains(whole().substring(0, length))) {
        length--;
      }
      return length < LEAST_GIVEN ? "" : whole().substring(0, length);
    }
    String most = "";
    for (JsonNode part : request) {
      String found = given(part);
      most = found.length() > most.length() ? found : most;
    }
    return most;
  }

  /** Whether a later call was given all that the client had in the middle. */
  synchronized boolean wentOn() {
    return given.stream().skip(1).anyMatch(soFar -> soFar.startsWith(before()));
  }

  /** Whether a text is the answer, or a beginning of it. */
  synchronized boolean fits(String text, boolean all) {
    String longest = whole() + NOTHING_MORE.repeat(given.size());
    return longest.startsWith(text) && (!all || text.length() >= least());
  }

  /** What a filter has stopped in the middle stays as it is. */
  private int least() {
    return refuses && cell.phase() == Phase.MIDDLE ? before().length() : whole().length();
  }

  private Script first(String behaviour) {
    return switch (behaviour) {
      case "gated" ->
          Script.of(
                  Step.text(before()),
                  Step.await(gate(Phase.MIDDLE)),
                  Step.text(behind()),
                  Step.await(gate(Phase.AFTER)),
                  Step.finish("stop"),
                  Step.usage(3, 4),
                  Step.done())
              .after(Step.await(gate(Phase.BEFORE)));
      case "refuses" -> broken(Step.finish("content_filter"), Step.done());
      case "answers 500", "answers 500 all" -> Script.error(500, "broken", "on purpose");
      case "stalls" -> broken(Step.stall());
      case "is cut", "is cut all" -> broken(Step.cut());
      case "is cut in a character" -> broken(new Step.CutInside("\uD83C\uDFD5", 2));
      case "sends garbage" -> broken(Step.raw("data: {\"choices\": [nonsense\n\n"));
      default -> throw new IllegalArgumentException("No model that " + behaviour);
    };
  }

  /** As much text as the phase allows, and then what breaks. */
  private Script broken(Step... end) {
    List<Step> steps = new ArrayList<>();
    if (cell.phase() != Phase.BEFORE) {
      steps.add(Step.text(before()));
    }
    if (cell.phase() == Phase.AFTER) {
      steps.add(Step.text(behind()));
    }
    steps.addAll(List.of(end));
    return Script.of(steps.toArray(Step[]::new));
  }
}
