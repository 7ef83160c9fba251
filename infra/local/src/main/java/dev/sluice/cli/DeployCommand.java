package dev.sluice.cli;

import dev.sluice.deploy.Account;
import dev.sluice.deploy.AccountChecks;
import dev.sluice.deploy.ArtefactBucket;
import dev.sluice.deploy.ChangeSet;
import dev.sluice.deploy.Check;
import dev.sluice.deploy.Release;
import dev.sluice.deploy.SecretParameters;
import dev.sluice.deploy.StackRequest;
import dev.sluice.deploy.Stacks;
import dev.sluice.gateway.Time;
import dev.sluice.session.TenantId;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts Sluice into an AWS account, or brings it up to date there. */
@Command(
    name = "deploy",
    description = {
      "Install Sluice in your AWS account, or bring it up to date.",
      "Shows what will change and asks; models' keys in your environment are stored encrypted."
    },
    mixinStandardHelpOptions = true)
final class DeployCommand implements Callable<Integer> {
  private static final String ROLE = "GatewayLogRole";

  @Mixin private StackOption stack = new StackOption();

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description = "A parameter of infra/template.yaml; others keep their value.")
  private Map<String, String> parameters = new HashMap<>();

  @Option(
      names = "--origin",
      paramLabel = "URL",
      description = "Your shop, for example https://shop.example: makes the key for its pages.")
  private List<URI> origins = new ArrayList<>();

  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = "shop",
      description = "Whose key that is (default: ${DEFAULT-VALUE}).")
  private String tenant = "shop";

  @Option(names = "--fix", description = "Mend what the account lacks without asking.")
  private boolean fix;

  @Option(names = "--yes", description = "Change the stack without asking.")
  private boolean yes;

  @Override
  public Integer call() throws InterruptedException {
    List<String> allowed = origins.stream().map(Keys::origin).toList();
    TenantId whose = new TenantId(tenant);
    Release release = Release.of(LocalStack.home());
    try (Account account = Account.of(System.getenv(), stack.region());
        Stacks stacks = new Stacks(account, Time.system(), line -> say("  " + line));
        ArtefactBucket bucket = new ArtefactBucket(account, line -> say("  " + line))) {
      Map<String, String> values = new HashMap<>(parameters);
      if (!ready(account, stacks, values)) {
        return 1;
      }
      bucket.ensure();
      values.put("CodeBucket", bucket.name());
      values.put("CodePrefix", "");
      StackRequest request = new StackRequest(stack.name(), bucket.send(release), values);
      Optional<Map<String, String>> outputs = change(account, stacks, request);
      if (outputs.isEmpty()) {
        return 1;
      }
      DeployedKeys keys = new DeployedKeys(account, outputs.get().getOrDefault("TableName", ""));
      Optional.ofNullable(outputs.get().get("WidgetBucketName")).ifPresent(bucket::sendWidget);
      new DeployedLines(account.region(), outputs.get(), keys.forPages(whose, allowed))
          .lines()
          .forEach(DeployCommand::say);
      return 0;
    }
  }

  /** Whether the account has what it takes; what is mended by a parameter is added to these. */
  private boolean ready(Account account, Stacks stacks, Map<String, String> values) {
    AccountChecks checks = new AccountChecks(account);
    Map<String, String> before = stacks.parameters(stack.name());
    boolean roleComes = values.getOrDefault(ROLE, before.getOrDefault(ROLE, "no")).equals("yes");
    Prompt prompt = new Prompt(fix);
    boolean ready = true;
    for (Check check : checks.run(roleComes)) {
      say(check.state().name().toLowerCase(java.util.Locale.ROOT) + "  " + check.text());
      boolean mends = !check.fix().isEmpty() && prompt.agrees("  " + check.fix() + "?");
      if (mends && check.state() == Check.State.MISSING) {
        values.put(ROLE, "yes");
      } else if (mends) {
        say("  " + checks.askForConcurrency());
      } else if (check.state() == Check.State.MISSING) {
        ready = false;
      }
    }
    return ready;
  }

  /** The outputs of the stack when it is as asked; empty when the person did not agree. */
  private Optional<Map<String, String>> change(Account account, Stacks stacks, StackRequest request)
      throws InterruptedException {
    Map<String, String> secrets =
        SecretParameters.changed(account, SecretParameters.in(System.getenv(), stack.name()));
    Optional<ChangeSet> changes = stacks.prepare(request);
    say(changes.isEmpty() ? "nothing changes in the stack" : "changes to " + stack.name());
    changes.ifPresent(set -> set.changes().forEach(line -> say("  " + line)));
    secrets.keySet().forEach(name -> say("  Store   " + name + " (encrypted)"));
    if ((changes.isPresent() || !secrets.isEmpty())
        && !new Prompt(yes).agrees("change this in account " + account.id() + "?")) {
      changes.ifPresent(stacks::drop);
      say("nothing was changed");
      return Optional.empty();
    }
    SecretParameters.store(account, secrets);
    return Optional.of(
        changes.isEmpty() ? stacks.outputs(stack.name()) : stacks.execute(changes.get()));
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
