package foreign;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Cannot be made. */
public final class BrokenHandler implements RequestHandler<Object, Object> {
  /** Fails. */
  public BrokenHandler() {
    throw new IllegalStateException("No model is configured");
  }

  @Override
  public Object handleRequest(Object event, Context context) {
    return event;
  }
}
