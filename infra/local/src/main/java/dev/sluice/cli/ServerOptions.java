package dev.sluice.cli;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which server a command talks to: any deployment, or else the local stack that runs. */
final class ServerOptions {
  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--token",
      paramLabel = "T",
      description = "Key or token (default: the development key of the local stack).")
  private @Nullable String token;

  /**
   * The address without a key.
   *
   * @param given what the command line says, if anything
   * @throws CommandFailure when it is no WebSocket's, or none is given and no stack runs
   */
  URI bare(@Nullable URI given) {
    Optional<DataFolder.Running> running = running();
    if (given == null && running.isEmpty()) {
      throw new CommandFailure(
          "no stack runs here: start one with 'sluice up', or give an address");
    }
    URI base = given == null ? running.get().webSocket() : given;
    if (base.getScheme() == null || !base.getScheme().matches("wss?")) {
      throw new CommandFailure("expected an address with ws:// or wss:// but got " + base);
    }
    return base;
  }

  /** The address with the key; without one when none is known. */
  URI withKey(URI base) {
    String key = token == null ? developmentKey(base) : token;
    if (key.isEmpty()) {
      return base;
    }
    String query = base.getRawQuery() == null ? "" : base.getRawQuery() + "&";
    return URI.create(
        base.toString().replaceFirst("\\?.*", "")
            + "?"
            + query
            + "token="
            + URLEncoder.encode(key, StandardCharsets.UTF_8));
  }

  /** The development key is for the stack that runs here and for nobody else. */
  private String developmentKey(URI base) {
    return running()
        .filter(stack -> base.getAuthority().equals(stack.webSocket().getAuthority()))
        .map(DataFolder.Running::key)
        .orElse("");
  }

  private Optional<DataFolder.Running> running() {
    return new DataFolder(data.path()).running();
  }
}
