package dev.sluice.standin.lambda;

import dev.sluice.standin.template.AsyncSettings;

/**
 * A function and alias that exist.
 *
 * @param function what is invoked
 * @param arn the ARN that was invoked, with the alias if one was named
 */
public record InvocationTarget(DeployedFunction function, String arn) {
  /** The version that runs. */
  public String version() {
    return FunctionAddress.version(arn);
  }

  /**
   * The settings of asynchronous invocations. They belong to the alias that the template publishes;
   * whoever invokes the function without it gets Lambda's defaults.
   */
  AsyncSettings async() {
    return arn.equals(function.model().invokedArn())
        ? function.model().async()
        : AsyncSettings.DEFAULT;
  }
}
