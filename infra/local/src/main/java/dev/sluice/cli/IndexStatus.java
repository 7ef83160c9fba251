package dev.sluice.cli;

import dev.sluice.index.IndexFailure;
import dev.sluice.index.IndexStore;
import dev.sluice.index.Manifest;
import dev.sluice.index.Published;
import dev.sluice.index.TenantStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;

/** What each tenant's index holds, for people. */
final class IndexStatus {
  private IndexStatus() {}

  /**
   * Prints the status of every tenant in the store.
   *
   * @return whether all is well: nothing failed, nothing is damaged, nothing waits
   * @throws CommandFailure if the store cannot be read
   */
  static boolean print(IndexStore store, Path workspace, PrintWriter out) {
    try {
      List<TenantStatus> all = TenantStatus.all(store, workspace);
      if (all.isEmpty()) {
        out.println("no tenant has an index");
      }
      all.forEach(status -> print(status, out));
      out.flush();
      return all.stream()
          .allMatch(
              status -> status.problem().isEmpty() && status.failed() + status.unfinished() == 0);
    } catch (IOException e) {
      throw new CommandFailure("cannot read the indexes: " + DataFolder.reason(e), e);
    }
  }

  private static void print(TenantStatus status, PrintWriter out) {
    out.println(status.tenant());
    status.served().map(Published::manifest).ifPresent(manifest -> print(manifest, out));
    if (!status.problem().isEmpty()) {
      out.println("  damaged      " + status.problem());
      return;
    }
    out.printf("  files        %d%n", status.files());
    if (status.unfinished() > 0) {
      out.printf("  unfinished   %d files wait for the next run%n", status.unfinished());
    }
    out.printf("  failures     %d%n", status.failed());
    for (IndexFailure failure : status.failures()) {
      out.println("    " + failure.name() + ": " + failure.reason());
    }
  }

  private static void print(Manifest manifest, PrintWriter out) {
    out.printf("  documents    %d%n", manifest.documents());
    out.printf("  chunks       %d%n", manifest.chunks());
    out.printf("  snapshot     %s%n", manifest.snapshot());
    out.printf("  last change  %s%n", manifest.published());
  }
}
