package dev.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.modelserver.ModelRequest;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the scripted model says to each numbered question: always the same for the same number, so
 * that a call that goes on with an answer goes on with this one. Thread-safe.
 */
final class SoakAnswers {
  private static final Pattern NUMBER = Pattern.compile("question number (\\d+)");
  private static final String[] ENDINGS = {
    "",
    ".",
    " \uD83C\uDFD5\uFE0F",
    " \u05E9\u05DC\u05D5\u05DD",
    " e\u0301",
    "\n",
    " \uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67"
  };

  private final long seed;

  SoakAnswers(long seed) {
    this.seed = seed;
  }

  /** The question with that number. */
  static String question(int number) {
    return "Within how many days may I return a tent? This is question number " + number;
  }

  /** The answer to it: words that no two places of it share, so that nothing can hide. */
  String answer(int number) {
    Random random = new Random(seed * 1_000_003 + number);
    int words = 20 + random.nextInt(180);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words; i++) {
      text.append(i == 0 ? "" : " ").append(number).append('-').append(i);
      text.append(ENDINGS[random.nextInt(4) == 0 ? random.nextInt(ENDINGS.length) : 0]);
    }
    return text.append(" [1].").toString();
  }

  /** What the model does: says the answer, or what of it is missing, at some pace. */
  Script script(ModelRequest request) {
    String messages = request.body().path("messages").toString();
    Matcher matcher = NUMBER.matcher(messages);
    int number = -1;
    while (matcher.find()) {
      number = Integer.parseInt(matcher.group(1));
    }
    String answer = answer(number);
    String held = held(request.body().path("messages"));
    String rest = answer.startsWith(held) ? answer.substring(held.length()) : answer;
    double perSecond = 100 + new Random(seed + number).nextInt(300);
    return Script.of(
        new Step.Tokens(rest, perSecond),
        Step.finish("stop"),
        Step.usage(100, rest.split("\\s+").length),
        Step.done());
  }

  /** The text that the request says is there already. */
  private static String held(JsonNode messages) {
    String held = "";
    for (JsonNode message : messages) {
      if (message.path("role").asText().equals("assistant")) {
        held = message.path("content").asText();
      }
    }
    return held;
  }
}
