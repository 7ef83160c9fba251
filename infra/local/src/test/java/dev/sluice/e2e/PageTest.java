package dev.sluice.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The demo page in a real browser, on the whole stack. */
@Timeout(180)
final class PageTest {
  private static final String QUESTION = "What is your return policy?";
  private static final String ANSWER = "You may return it within 30 days [1].";
  private static final int DROPS = 10;

  private static DemoBrowser demo;

  private Visit visit;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoBrowser.startOrSkip();
  }

  @AfterAll
  static void stop() {
    if (demo != null) {
      demo.close();
    }
  }

  @BeforeEach
  void open() {
    visit = demo.visit();
  }

  @AfterEach
  void close() {
    visit.close();
  }

  /** The model says the first words, and the rest when the gate of that name is opened. */
  private static void modelWaitsAt(String gate) {
    demo.model()
        .enqueue(
            Script.of(
                Step.text("You may return it "),
                Step.await(gate),
                Step.text("within 30 days [1]."),
                Step.finish("stop"),
                Step.done()));
  }

  private void askAndSeeFirstWords() {
    visit.ask(QUESTION);
    assertThat(visit.part("answer")).hasText("You may return it");
  }

  @Test
  void a_visitor_sees_the_sources_and_then_the_answer_as_it_streams() {
    modelWaitsAt("the first words are on the page");
    askAndSeeFirstWords();
    assertThat(visit.part("sources").getByText("Returns").first()).isVisible();
    demo.model().open("the first words are on the page");

    assertThat(visit.answered()).isEqualTo(ANSWER);
    assertThat(visit.part("answer")).hasText("You may return it within 30 days 1.");
    assertThat(visit.page().locator("#frames")).containsText("stream_end");
    visit.part("citation").click();
    assertThat(visit.part("card").first()).isFocused();
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void stop_ends_the_answer_and_the_models_call() {
    String text = words(400);
    demo.model().enqueue(Script.of(new Step.Tokens(text, 40), Step.finish("stop"), Step.done()));
    visit.ask(QUESTION);
    assertThat(visit.part("answer")).containsText("word120");
    visit.part("stop").click();

    assertThat(text).startsWith(visit.answered());
    assertThat(visit.answered()).contains("word60 ").doesNotContain("word399");
    assertThat(visit.part("note")).hasText("Stopped.");
    Awaitility.await().until(() -> demo.model().openCalls() == 0);
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void ten_drops_at_random_points_leave_the_models_text() {
    String text = words(900);
    demo.model().enqueue(Script.of(new Step.Tokens(text, 45), Step.finish("stop"), Step.done()));
    int calls = demo.model().calls().size();
    visit.page().evaluate(DROPPER, dropsAt(text.length(), new Random(11)));
    visit.ask(QUESTION);

    assertThat(visit.answered()).isEqualTo(text);
    assertThat(visit.page().evaluate("() => window.dropped")).isEqualTo(DROPS);
    assertThat(demo.model().calls()).hasSize(calls + 1);
    assertThat(visit.part("up")).isVisible();
    assertThat(visit.part("answer").textContent()).isEqualTo(text);
    assertThat(visit.part("status")).isHidden();
    assertThat(visit.complaints()).isEmpty();
  }

  /** Words that all differ, so that nothing can be lost, doubled or moved unseen. */
  private static String words(int count) {
    return IntStream.range(0, count)
        .mapToObj(n -> (n % 40 == 39 ? "\uD83C\uDFD5" : "word") + n)
        .collect(Collectors.joining(" "));
  }

  /** One point in each tenth of the text. */
  private static List<Integer> dropsAt(int length, Random random) {
    List<Integer> points = new ArrayList<>();
    for (int part = 0; part < DROPS; part++) {
      points.add(part * length / DROPS + random.nextInt(length / DROPS));
    }
    return points;
  }

  /** Drops the connection as soon as so much of the answer has come, at each of the points. */
  private static final String DROPPER =
      """
      (points) => {
        const chat = document.querySelector('#chat');
        const open = chat.openSocket;
        window.dropped = 0;
        let held = 0;
        chat.openSocket = (url) => {
          const socket = open(url);
          socket.addEventListener('message', ({ data }) => {
            const { offset, token } = JSON.parse(data);
            if (token) held = Math.max(held, offset + token.length);
            if (token && held > points[window.dropped]) {
              window.dropped++;
              document.querySelector('#drop').click();
            }
          });
          return socket;
        };
      }
      """;

  @Test
  void a_dropped_connection_in_the_middle_loses_nothing() {
    modelWaitsAt("the page has dropped its connection");
    askAndSeeFirstWords();
    visit.page().locator("#drop").click();
    demo.model().open("the page has dropped its connection");

    assertThat(visit.answered()).isEqualTo(ANSWER);
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void a_reload_in_the_middle_goes_on_where_it_was() {
    modelWaitsAt("the page has been loaded again");
    int calls = demo.model().calls().size();
    askAndSeeFirstWords();
    visit.page().reload();
    assertThat(visit.part("question")).containsText(QUESTION);
    assertThat(visit.part("answer")).hasText("You may return it");
    demo.model().open("the page has been loaded again");

    assertThat(visit.answered()).isEqualTo(ANSWER);
    assertThat(visit.part("sources").getByText("Returns").first()).isVisible();
    assertThat(demo.model().calls()).hasSize(calls + 1);
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void an_answer_that_another_tab_reads_is_called_back() {
    modelWaitsAt("the answer is called back");
    askAndSeeFirstWords();
    visit
        .page()
        .waitForFunction(
            "() => Object.values(sessionStorage).some((saved) => saved.includes('return it'))");
    Page second = visit.duplicate();
    assertThat(Visit.part(second, "answer")).hasText("You may return it");
    Locator note = visit.part("note");
    assertThat(note).containsText("another tab");
    note.locator("button").click();
    assertThat(Visit.part(second, "note")).containsText("another tab");
    demo.model().open("the answer is called back");

    assertThat(visit.answered()).isEqualTo(ANSWER);
    assertThat(Visit.part(second, "answer")).hasText("You may return it");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void a_model_that_means_harm_does_none() {
    String evil =
        """
        <script>window.harmed = 1</script><img src=x onerror="window.harmed = 2">
        [click](javascript:window.harmed=3) ![pixel](https://evil.example/pixel.png)
        [elsewhere](https://evil.example/) [returns](https://shop.example/returns)
        """
            .strip();
    demo.model().enqueue(Script.answer(evil));
    visit.ask(QUESTION);

    assertThat(visit.answered()).isEqualTo(evil);
    Locator answer = visit.part("answer");
    assertThat(answer.locator("a")).hasText(new String[] {"returns"});
    assertThat(answer.locator("img, script")).hasCount(0);
    assertThat(visit.page().evaluate("() => typeof window.harmed")).isEqualTo("undefined");
    assertThat(visit.complaints()).isEmpty();
  }

  @Test
  void a_visitor_who_is_refused_is_told_in_words() {
    visit
        .page()
        .route(
            "**/config.json",
            route ->
                route.fulfill(
                    new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody("{\"key\":\"a key that nobody knows\"}")));
    visit.page().reload();
    visit.ask(QUESTION);

    assertThat(visit.part("status")).containsText("Reconnecting");
    visit.part("retry").waitFor();
    assertThat(visit.part("status")).containsText("cannot be reached");
    assertThat(visit.complaints())
        .isNotEmpty()
        .allMatch(text -> text.startsWith("WebSocket connection to"));
  }
}
