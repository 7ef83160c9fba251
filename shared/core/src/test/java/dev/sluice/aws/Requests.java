package dev.sluice.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Watches what a client asks of DynamoDB: counts the items that were written, and can lose an
 * answer on its way back, so that the SDK sends the request again. Thread-safe.
 */
public final class Requests implements ExecutionInterceptor {
  private final AtomicInteger written = new AtomicInteger();
  private final AtomicInteger lose = new AtomicInteger();
  private final List<SdkRequest> requests = new ArrayList<>();

  /** How many items have been written since the last reset; refused writes write none. */
  public int itemsWritten() {
    return written.get();
  }

  /** How many calls have been made since the last reset, refused ones included. */
  public synchronized int calls() {
    return requests.size();
  }

  /** Begins to count anew. */
  public synchronized void reset() {
    written.set(0);
    lose.set(0);
    requests.clear();
  }

  /** The next answer is lost: what was asked for is done, but nobody hears of it. */
  public void loseNextAnswer() {
    loseAnswers(1);
  }

  /** So many of the next answers are lost. */
  public void loseAnswers(int count) {
    lose.set(count);
  }

  @Override
  public synchronized void beforeExecution(
      Context.BeforeExecution context, ExecutionAttributes attributes) {
    requests.add(context.request());
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    boolean lost = lose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    return lost
        ? context.httpResponse().toBuilder().statusCode(500).build()
        : context.httpResponse();
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    written.addAndGet(
        switch (context.request()) {
          case PutItemRequest put -> 1;
          case UpdateItemRequest update -> 1;
          case DeleteItemRequest delete -> 1;
          case TransactWriteItemsRequest transaction -> transaction.transactItems().size();
          default -> 0;
        });
  }
}
