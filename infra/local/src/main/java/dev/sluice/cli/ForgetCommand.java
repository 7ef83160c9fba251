package dev.sluice.cli;

import dev.sluice.aws.PersonalData;
import dev.sluice.aws.PersonalData.Kind;
import dev.sluice.aws.PersonalData.Whose;
import dev.sluice.session.SessionId;
import dev.sluice.session.Subject;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deletes what is stored of a person. */
@Command(
    name = "forget",
    description = "Delete all that the table holds of a session or of a subject.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A subject is whom a key or a token stands for: all visitors of a page share the subject of",
      "its public key, and are told apart by their sessions. Backups of the table keep what they",
      "hold until they expire; answers that are being given meanwhile need the command once more."
    })
final class ForgetCommand implements Callable<Integer> {
  @ArgGroup(multiplicity = "1")
  private @Nullable Whom whom;

  @Mixin private WhichTable where = new WhichTable();
  @Spec private @Nullable CommandSpec spec;

  /** One or the other. */
  static final class Whom {
    @Option(names = "--session", paramLabel = "S", description = "The session, by its id.")
    private @Nullable String session;

    @Option(names = "--subject", paramLabel = "S", description = "The subject of a key or token.")
    private @Nullable String subject;
  }

  @Override
  public Integer call() {
    Whose whose = whose(Objects.requireNonNull(whom));
    Map<Kind, Integer> deleted = where.with(table -> new PersonalData(table).forget(whose));
    PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
    out.printf(
        "deleted: %d turns, %d items of answers, %d connections, %d counters%n",
        deleted.getOrDefault(Kind.TURN, 0),
        deleted.getOrDefault(Kind.STREAM, 0),
        deleted.getOrDefault(Kind.CONNECTION, 0),
        deleted.getOrDefault(Kind.COUNTER, 0));
    out.flush();
    return 0;
  }

  private Whose whose(Whom named) {
    return named.session == null
        ? new Whose.OfSubject(where.tenant(), new Subject(Objects.requireNonNull(named.subject)))
        : new Whose.OfSession(where.tenant(), new SessionId(named.session));
  }
}
