package dev.sluice.modelserver;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the server by hand: {@code --port N} (default: a free one), {@code --tokens-per-second N}
 * for the echo (default 20), {@code --script FILE} with a JSON array of scripts that are played in
 * turn, over and over.
 */
public final class ModelServerMain {
  private ModelServerMain() {}

  /** Serves until the process is stopped. */
  public static void main(String[] args) throws IOException, InterruptedException {
    int port = 0;
    double perSecond = 20;
    List<Script> scripts = List.of();
    for (int i = 0; i + 1 < args.length; i += 2) {
      switch (args[i]) {
        case "--port" -> port = Integer.parseInt(args[i + 1]);
        case "--tokens-per-second" -> perSecond = Double.parseDouble(args[i + 1]);
        case "--script" -> scripts = Json.scripts(Path.of(args[i + 1]));
        default -> throw new IllegalArgumentException("There is no option " + args[i]);
      }
    }
    ScriptedModelServer server = ScriptedModelServer.start(port);
    play(server, scripts, perSecond);
    System.out.println("Serving scripted answers at " + server.url());
    new CountDownLatch(1).await();
  }

  private static void play(ScriptedModelServer server, List<Script> scripts, double perSecond) {
    AtomicInteger turn = new AtomicInteger();
    server.answerOthersWith(
        request ->
            scripts.isEmpty()
                ? EchoScript.of(request, perSecond)
                : scripts.get(Math.floorMod(turn.getAndIncrement(), scripts.size())));
  }
}
