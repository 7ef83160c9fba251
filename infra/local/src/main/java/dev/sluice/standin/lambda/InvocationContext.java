package dev.sluice.standin.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.sluice.standin.template.FunctionModel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The context object that a handler is given.
 *
 * @param function what is invoked
 * @param invocation the request
 * @param logStream the instance's log stream
 * @param deadlineNanos when the function's time is over, on {@link System#nanoTime()}
 * @param logger where it writes
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/java-context.html">Using the Lambda
 *     context object</a>
 */
record InvocationContext(
    FunctionModel function,
    Invocation invocation,
    String logStream,
    long deadlineNanos,
    LambdaLogger logger)
    implements Context {
  @Override
  public String getAwsRequestId() {
    return invocation.requestId();
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + function.name();
  }

  @Override
  public String getLogStreamName() {
    return logStream;
  }

  @Override
  public String getFunctionName() {
    return function.name();
  }

  @Override
  public String getFunctionVersion() {
    return FunctionAddress.version(invocation.invokedArn());
  }

  @Override
  public String getInvokedFunctionArn() {
    return invocation.invokedArn();
  }

  @Override
  public @Nullable CognitoIdentity getIdentity() {
    return null; // as in Lambda, where no mobile SDK invokes
  }

  @Override
  public @Nullable ClientContext getClientContext() {
    return null; // as in Lambda, where no mobile SDK invokes
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) TimeUnit.NANOSECONDS.toMillis(Math.max(0, deadlineNanos - System.nanoTime()));
  }

  @Override
  public int getMemoryLimitInMB() {
    return function.memoryMegabytes();
  }

  @Override
  public LambdaLogger getLogger() {
    return logger;
  }
}
