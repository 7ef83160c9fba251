package dev.sluice.cli;

import dev.sluice.aws.KeyItems;
import dev.sluice.aws.Table;
import dev.sluice.session.KeyStore;
import dev.sluice.session.TenantId;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options by which commands say whose items in which table they mean. */
final class WhichTable {
  @Option(
      names = "--tenant",
      paramLabel = "T",
      defaultValue = LocalStack.DEMO,
      description = "The tenant (default: ${DEFAULT-VALUE}).")
  private String tenant = LocalStack.DEMO;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description =
          "The table of a deployed stack, with your AWS credentials; otherwise the local stack.")
  private @Nullable String table;

  @Mixin private DataOption data = new DataOption();

  TenantId tenant() {
    return new TenantId(tenant);
  }

  <T> T with(Function<Table, T> work) {
    return table == null
        ? LocalStack.withTable(data.open(), work)
        : work.apply(Tables.deployed(table));
  }

  <T> T withKeys(Function<KeyStore, T> work) {
    return with(found -> work.apply(new KeyItems(found)));
  }
}
