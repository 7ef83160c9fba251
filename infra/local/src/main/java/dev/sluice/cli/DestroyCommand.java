package dev.sluice.cli;

import dev.sluice.deploy.Account;
import dev.sluice.deploy.Retained;
import dev.sluice.deploy.Stacks;
import dev.sluice.gateway.Time;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes a deployed stack away. */
@Command(
    name = "destroy",
    description = {
      "Take a deployed stack away. Asks first; keeps what holds data, and says where it is."
    },
    mixinStandardHelpOptions = true)
final class DestroyCommand implements Callable<Integer> {
  @Mixin private StackOption stack = new StackOption();

  @Option(names = "--yes", description = "Do it without asking.")
  private boolean yes;

  @Override
  public Integer call() throws InterruptedException {
    try (Account account = Account.of(System.getenv(), stack.region());
        Stacks stacks =
            new Stacks(account, Time.system(), line -> System.out.println("  " + line))) {
      Map<String, String> resources = stacks.resources(stack.name());
      System.out.println(
          resources.size() + " resources in account " + account.id() + ", " + account.region());
      for (String kept : Retained.NAMES) {
        if (resources.containsKey(kept)) {
          System.out.println("keeps  " + kept + "  " + resources.get(kept));
        }
      }
      System.out.println("keeps  the encrypted parameters below /" + stack.name() + "/");
      System.out.println("the rest goes, open chats included");
      if (!new Prompt(yes).types("type the stack's name to take it away:", stack.name())) {
        System.out.println("nothing was changed");
        return 1;
      }
      stacks.delete(stack.name());
      System.out.println(
          "the stack is gone; what was kept costs what it holds until you delete it");
      return 0;
    }
  }
}
