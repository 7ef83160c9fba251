package dev.sluice.matrix;

import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * What the models say to the question of one cell, call by call. Unless the cell is about the
 * model, the first call waits at three gates: before its first token, in the middle, and after its
 * last token. Thread-safe.
 */
final class CellModel {
  private static final int CALLS = 6;

  private final Cell cell;
  private final List<Script> scripts = new ArrayList<>();
  private final AtomicInteger calls = new AtomicInteger();

  CellModel(Cell cell) {
    this.cell = cell;
    String behaviour =
        cell.steps().stream()
            .filter(step -> step.startsWith("model "))
            .map(step -> step.substring("model ".length()))
            .findFirst()
            .orElse("gated");
    scripts.add(first(behaviour));
    for (int call = 2; call <= CALLS; call++) {
      boolean broken = behaviour.endsWith(" all");
      scripts.add(broken ? Script.error(500, "broken", "on purpose") : Script.answer(rest(call)));
    }
  }

  /** What the client can have before the middle gate. */
  String before() {
    return "Tent " + cell.number() + " weighs 2.1 kg \uD83C\uDFD5, ";
  }

  /** What comes behind it. */
  String behind() {
    return "or e\u0301 \u05E9\u05DC\u05D5\u05DD \uD83D\uDC4D\uD83C\uDFFD [1] in " + cell.number();
  }

  private String rest(int call) {
    return " Call " + call + " of question " + cell.number() + " goes on \u2014 to the end.";
  }

  String gate(Phase phase) {
    return cell.marker() + phase.label();
  }

  /** The script of the next call. */
  Script next() {
    return scripts.get(Math.min(calls.getAndIncrement(), CALLS - 1));
  }

  /** All that the calls so far could have said, in order. */
  List<String> said() {
    List<String> said = new ArrayList<>();
    for (int call = 1; call <= Math.min(calls.get(), CALLS); call++) {
      said.add(call == 1 ? texts(scripts.getFirst()) : rest(call));
    }
    return said;
  }

  private static String texts(Script script) {
    return script.steps().stream()
        .map(step -> step instanceof Step.Text(String text) ? text : "")
        .collect(Collectors.joining());
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
