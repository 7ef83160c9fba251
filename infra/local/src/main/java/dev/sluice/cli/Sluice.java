package dev.sluice.cli;

import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command line. Exit codes: 0 all went well, 1 it did not, 2 the command's words are off. */
@Command(
    name = "sluice",
    description = "Streaming answers from a shop's own catalogue.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      UpCommand.class,
      AskCommand.class,
      IndexCommand.class,
      EvalCommand.class,
      KeyCommand.class,
      ForgetCommand.class,
      ValidateCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Measurements: sluice bench --help"},
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all went well", "1:it did not; a line says why", "2:the words are off"})
final class Sluice {
  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show where an error comes from.")
  private boolean verbose;

  /** Held strongly: its hint about vector instructions is not for the people at the terminal. */
  private static final Logger LUCENE_LOG = Logger.getLogger("org.apache.lucene");

  private Sluice() {}

  /** Runs a command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    LUCENE_LOG.setLevel(Level.SEVERE);
    Sluice sluice = new Sluice();
    CommandLine line = new CommandLine(sluice);
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          command.getErr().println("sluice: " + message(failure));
          if (sluice.verbose) {
            failure.printStackTrace(command.getErr());
          }
          return CommandLine.ExitCode.SOFTWARE;
        });
    line.setParameterExceptionHandler(
        (failure, words) -> {
          CommandLine command = failure.getCommandLine();
          command.getErr().println("sluice: " + failure.getMessage());
          command.getErr().println("see: " + command.getCommandSpec().qualifiedName() + " --help");
          return CommandLine.ExitCode.USAGE;
        });
    if (arguments.length == 0) {
      line.usage(System.out);
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(arguments);
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElse("");
  }
}
