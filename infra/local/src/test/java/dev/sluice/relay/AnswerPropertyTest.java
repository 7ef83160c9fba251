package dev.sluice.relay;

import static dev.sluice.relay.SimWorld.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.Ending;
import dev.sluice.session.Run;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever the models say, in whatever pieces, and whatever happens on the way: the text that the
 * real client puts together is the recorded answer.
 */
final class AnswerPropertyTest {
  private static final long PATIENCE = 200 * SECOND;

  @Provide
  Arbitrary<List<String>> tokens() {
    Arbitrary<String> characters =
        Arbitraries.of(
            "a",
            " ",
            "\n",
            "\"",
            "\\",
            "ß",
            "e\u0301",
            "\u0301",
            "\u05E9\u05DC\u05D5\u05DD",
            "\u0645\u0631\u062D\u0628\u0627",
            "\u202E",
            "\u200D",
            "\uFEFF",
            "\u0000",
            "\uFFFD",
            "\u4E2D",
            "\uD83D\uDE00",
            "\uD83D\uDC69\u200D\uD83D\uDC67",
            "\uD83C\uDDE6\uD83C\uDDF9",
            "\uD83D",
            "\uDE00",
            "\uDC00",
            "\uDBFF");
    Arbitrary<String> token = characters.list().ofMaxSize(6).map(list -> String.join("", list));
    return token.list().ofMaxSize(40);
  }

  @Property(tries = 1_500, shrinking = ShrinkingMode.BOUNDED)
  @Label("the assembled text is the recorded answer")
  void the_assembled_text_is_the_recorded_answer(
      @ForAll("tokens") List<String> tokens, @ForAll long chances) {
    SimWorld world = new SimWorld(chances, true, false);
    world.pieces = Optional.of(tokens);
    SimFunctions functions = new SimFunctions(world);
    RealClient client = new RealClient(world, functions);
    world.create(client.connection());
    functions.invoke();
    while (!client.finished()) {
      assertThat(world.step()).as("something is left to happen").isTrue();
      assertThat(world.now() - world.faultsUntil()).as("stuck").isLessThan(PATIENCE);
    }
    world
        .store
        .run(world.ask.id())
        .filter(run -> run.ending().orElseThrow() instanceof Ending.Done)
        .ifPresent(run -> check(run, client.text(), tokens));
  }

  private static void check(Run run, String held, List<String> tokens) {
    assertThat(held).isEqualTo(run.text());
    if (run.attempt() == 1) {
      assertThat(held).as("what the model said").isEqualTo(wellFormed(String.join("", tokens)));
    }
  }

  private static String wellFormed(String said) {
    int[] characters =
        said.codePoints().map(c -> c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c).toArray();
    return new String(characters, 0, characters.length);
  }
}
