package dev.sluice.cli;

import dev.sluice.session.ApiKey;
import dev.sluice.session.KeyHash;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keys: made, listed, disabled. */
@Command(
    name = "key",
    description = "Make, list and disable API keys.",
    mixinStandardHelpOptions = true,
    subcommands = {KeyCommand.Create.class, KeyCommand.ListKeys.class, KeyCommand.Disable.class},
    synopsisSubcommandLabel = "COMMAND")
final class KeyCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec found = java.util.Objects.requireNonNull(spec);
    found.commandLine().usage(found.commandLine().getErr());
    return 2;
  }

  /** Makes a key and shows it once. */
  @Command(name = "create", description = "Make a key. It is shown once.")
  static final class Create implements Callable<Integer> {
    @Mixin private WhichTable where = new WhichTable();
    @Spec private @Nullable CommandSpec spec;

    @Option(names = "--label", paramLabel = "TEXT", description = "What people call the key.")
    private String label = "";

    @Option(
        names = "--subject",
        paramLabel = "S",
        defaultValue = "key",
        description = "Whose sessions it sees (default: ${DEFAULT-VALUE}).")
    private String subject = "key";

    @Option(
        names = "--public",
        description = "For a page's own use: limited by address, bound to --origin.")
    private boolean isPublic;

    @Option(
        names = "--origin",
        paramLabel = "URL",
        description = "A page's origin that may use it, for example https://shop.example.")
    private List<URI> origins = new ArrayList<>();

    @Option(names = "--search-only", description = "Sources only, no generated answers.")
    private boolean searchOnly;

    @Option(
        names = "--per-minute",
        paramLabel = "N",
        description = "Questions a minute (default: ${DEFAULT-VALUE}).")
    private int perMinute = Limits.DEFAULT.questionsPerMinute();

    @Option(
        names = "--per-day",
        paramLabel = "N",
        description = "Questions a day (default: ${DEFAULT-VALUE}).")
    private int perDay = Limits.DEFAULT.questionsPerDay();

    @Override
    public Integer call() {
      if (isPublic && origins.isEmpty()) {
        throw new CommandFailure("expected --origin with --public: a public key is bound to pages");
      }
      String value = Keys.random();
      Set<Permission> permissions =
          searchOnly ? EnumSet.of(Permission.SEARCH) : EnumSet.allOf(Permission.class);
      Principal principal =
          new Principal(
              where.tenant(),
              new Subject(subject),
              permissions,
              isPublic,
              new Limits(perMinute, perDay),
              Optional.empty());
      List<String> allowed = origins.stream().map(Create::origin).toList();
      ApiKey key =
          new ApiKey(
              KeyHash.of(value),
              label,
              principal,
              allowed,
              false,
              Instant.now().truncatedTo(ChronoUnit.MILLIS));
      where.withKeys(
          keys -> {
            keys.put(key);
            return key;
          });
      PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
      out.println(value);
      out.flush();
      return 0;
    }

    private static String origin(URI url) {
      if (url.getScheme() == null || url.getAuthority() == null) {
        throw new CommandFailure(
            "expected --origin with scheme and host, as https://shop.example, but got " + url);
      }
      return url.getScheme() + "://" + url.getAuthority();
    }
  }

  /** Lists keys by the beginning of their hash. */
  @Command(name = "list", description = "List a tenant's keys; their values are not kept.")
  static final class ListKeys implements Callable<Integer> {
    @Mixin private WhichTable where = new WhichTable();
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = java.util.Objects.requireNonNull(spec).commandLine().getOut();
      List<ApiKey> keys = where.withKeys(store -> store.list(where.tenant()));
      out.printf(
          "%-12s  %-8s  %-20s  %-12s  %-28s  %s%n",
          "id", "state", "created", "subject", "permissions", "label");
      for (ApiKey key : keys) {
        out.printf(
            "%-12s  %-8s  %-20s  %-12s  %-28s  %s%n",
            key.hash().substring(0, ID_LENGTH),
            key.disabled() ? "disabled" : key.principal().isPublic() ? "public" : "active",
            key.createdAt().truncatedTo(ChronoUnit.SECONDS),
            key.principal().subject(),
            key.principal().permissions().stream()
                .map(Permission::wireName)
                .sorted()
                .collect(Collectors.joining(",")),
            key.label());
      }
      out.flush();
      return 0;
    }
  }

  /** As much of a hash as tells keys apart. */
  private static final int ID_LENGTH = 12;

  /** Disables a key. */
  @Command(
      name = "disable",
      description =
          "Disable a key: nothing is opened with it, nor asked on connections that are open.")
  static final class Disable implements Callable<Integer> {
    @Mixin private WhichTable where = new WhichTable();

    @Parameters(paramLabel = "ID|KEY", description = "The key, or its id from 'key list'.")
    private String key = "";

    @Override
    public Integer call() {
      where.withKeys(
          store -> {
            List<ApiKey> matching =
                store.list(where.tenant()).stream()
                    .filter(
                        found ->
                            found.hash().equals(KeyHash.of(key))
                                || (key.length() >= ID_LENGTH && found.hash().startsWith(key)))
                    .toList();
            if (matching.size() != 1) {
              throw new CommandFailure(
                  "expected one key of tenant " + where.tenant() + " but found " + matching.size());
            }
            store.put(Keys.disabled(matching.getFirst()));
            return matching;
          });
      return 0;
    }
  }
}
