package dev.sluice.ingest;

import dev.sluice.index.IndexFailure;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.util.List;

/** Where documents are told of that cannot be read, so that a person can look at them. */
@FunctionalInterface
public interface Refusals {

  /**
   * Tells of them; again for each time that a document was changed and still cannot be read.
   *
   * @throws IOException if they could not be told; they are in the index's status all the same
   */
  void tell(TenantId tenant, List<IndexFailure> refused) throws IOException;
}
