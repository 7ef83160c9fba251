package dev.sluice.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.AnswerAssembly;
import dev.sluice.client.ChatClient;
import dev.sluice.client.Reaction;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.Time;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a question over the real protocol and shows the answer as it comes. */
@Command(
    name = "ask",
    description = "Ask a question: the sources, then the answer as it streams.",
    mixinStandardHelpOptions = true)
final class AskCommand implements Callable<Integer> {
  @Mixin private ServerOptions server = new ServerOptions();

  private static final int NEVER = Integer.MAX_VALUE;

  @Parameters(paramLabel = "QUESTION", description = "What to ask.")
  private String question = "";

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "The WebSocket of any deployment (default: the local stack).")
  private @Nullable URI url;

  @Option(
      names = "--session",
      paramLabel = "S",
      description = "Go on with a conversation: questions of one session know the earlier ones.")
  private @Nullable String session;

  @Option(names = "--no-stream", description = "The answer in one piece.")
  private boolean noStream;

  @Option(names = "--no-humanize", description = "The passages, without a model.")
  private boolean noHumanize;

  @Option(names = "--json", description = "Each frame as it comes, as one line.")
  private boolean json;

  @Option(
      names = "--drop-after",
      paramLabel = "N",
      description = "Break the connection off after N characters, come back and read the rest.")
  private int dropAfter = NEVER;

  @Option(
      names = "--cancel-after",
      paramLabel = "N",
      description = "Cancel the answer after N characters.")
  private int cancelAfter = NEVER;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("question", question);
    message.put("stream", !noStream);
    message.put("humanize", !noHumanize);
    if (session != null) {
      message.put("session_id", session);
    }
    try (HttpClient http = HttpClient.newHttpClient();
        ChatClient client =
            new ChatClient(
                http,
                server.withKey(server.bare(url)),
                Time.system(),
                Backoff.forPosts(new SecureRandom()))) {
      Printer printer = new Printer(System.out, json);
      return switch (client.ask(message, new Interruptions(client, printer))) {
        case Reaction.Ended.Complete complete -> {
          printer.end();
          yield 0;
        }
        case Reaction.Ended.Cancelled cancelled -> {
          printer.end();
          yield 0;
        }
        case Reaction.Ended.Failed failed -> {
          printer.end();
          throw new CommandFailure(failed.message() + " (" + failed.code() + ")");
        }
      };
    }
  }

  /** Drops the connection and cancels when the answer is long enough, each once. */
  private final class Interruptions implements ChatClient.Listener {
    private final ChatClient client;
    private final Printer printer;
    private boolean dropped;
    private boolean cancelled;

    Interruptions(ChatClient client, Printer printer) {
      this.client = client;
      this.printer = printer;
    }

    @Override
    public void onMessage(String text) {
      printer.onMessage(text);
    }

    @Override
    public void onFrame(JsonNode frame, Reaction reaction, AnswerAssembly answer) {
      printer.onFrame(frame, reaction, answer);
      if (!dropped && answer.offset() >= dropAfter) {
        dropped = true;
        printer.remark("connection dropped after " + answer.offset() + " characters");
        client.drop();
      }
      if (!cancelled && answer.offset() >= cancelAfter) {
        cancelled = true;
        client.cancel(frame.path("stream_id").asText());
      }
    }

    @Override
    public void onResume(AnswerAssembly answer) {
      printer.remark("resuming from character " + answer.offset());
    }
  }

  /** Shows frames to people, or as lines to programs. */
  private static final class Printer implements ChatClient.Listener {
    /** All but line feed and tab. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");

    private final PrintStream out;
    private final boolean json;

    /** How much of the answer has been shown. */
    private String shown = "";

    private boolean sourcesShown;

    Printer(PrintStream out, boolean json) {
      this.out = out;
      this.json = json;
    }

    @Override
    public void onMessage(String message) {
      if (json) {
        out.println(message);
        out.flush();
      }
    }

    @Override
    public void onFrame(JsonNode frame, Reaction reaction, AnswerAssembly answer) {
      if (json) {
        return;
      }
      switch (frame.path("type").asText()) {
        case "immediate" -> showSources(frame.path("data").path("snippets"));
        case "chunks" ->
            frame.path("data").path("chunks").forEach(c -> out.println(plain(c.asText())));
        default -> show(plain(answer.text()));
      }
      out.flush();
    }

    /** What a server sends must not command the terminal. */
    private static String plain(String text) {
      return CONTROLS.matcher(text).replaceAll("\uFFFD");
    }

    /** Once: a resume from the beginning brings them again. */
    private void showSources(JsonNode snippets) {
      if (sourcesShown) {
        return;
      }
      sourcesShown = true;
      out.println(snippets.isEmpty() ? "No sources found." : "Sources");
      int n = 1;
      for (JsonNode snippet : snippets) {
        String title = plain(snippet.path("title").asText());
        String source = plain(snippet.path("source").asText());
        String where = plain(snippet.path("url").asText());
        out.printf(
            "  [%d] %s%s%n",
            n++,
            title.isEmpty() ? source : title + " (" + source + ")",
            where.isEmpty() ? "" : "  " + where);
      }
      out.println();
    }

    /** Prints what is new; a new attempt that says something else begins on a new line. */
    private void show(String text) {
      if (text.startsWith(shown)) {
        out.print(text.substring(shown.length()));
        shown = text;
      } else if (!shown.startsWith(text)) {
        out.println();
        out.print(text);
        shown = text;
      }
    }

    /** Something beside the answer, where it does not get into a program's way. */
    void remark(String text) {
      out.flush();
      System.err.println((shown.isEmpty() ? "" : System.lineSeparator()) + "[" + text + "]");
    }

    void end() {
      if (!shown.isEmpty()) {
        out.println();
      }
      out.flush();
    }
  }
}
