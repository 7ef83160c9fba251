package dev.sluice.standin.lambda;

import java.util.function.Supplier;

/** Stands between an invocation and the function. Thread-safe. */
public interface InvocationGuard {
  /** Lets every invocation pass, once. */
  InvocationGuard OPEN =
      new InvocationGuard() {
        @Override
        public InvocationResult run(
            String function, Invocation invocation, Supplier<InvocationResult> work) {
          return work.get();
        }

        @Override
        public int copies(String function, Invocation invocation) {
          return 1;
        }
      };

  /**
   * @param function the function's logical id
   * @param work runs the invocation to its end
   * @return how it ended, as far as Lambda can tell
   */
  InvocationResult run(String function, Invocation invocation, Supplier<InvocationResult> work);

  /** How often an asynchronous event is handed to the function. */
  int copies(String function, Invocation invocation);
}
