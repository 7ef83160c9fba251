package dev.sluice.standin.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import java.io.InputStream;
import java.io.OutputStream;

/** A handler whose events and answers are JSON documents. */
@FunctionalInterface
interface Handler {
  /**
   * Handles one event.
   *
   * @throws Throwable whatever the function throws
   */
  void handle(InputStream event, OutputStream answer, Context context) throws Throwable;
}
