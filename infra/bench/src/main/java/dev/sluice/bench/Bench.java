package dev.sluice.bench;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The measurements, by name. */
@Command(
    name = "sluice bench",
    description = "Measure, on this machine only; every load ends by itself.",
    mixinStandardHelpOptions = true,
    subcommands = {GatewayBench.class, RetrievalBench.class, SoakBench.class},
    synopsisSubcommandLabel = "MEASUREMENT")
final class Bench {
  private Bench() {}

  /** Runs a measurement and exits: 0 it ran and nothing was lost, 1 something was, 2 usage. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine line = new CommandLine(new Bench());
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          command.getErr().println("sluice bench: " + failure);
          return CommandLine.ExitCode.SOFTWARE;
        });
    if (arguments.length == 0) {
      line.usage(System.out);
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(arguments);
  }
}
