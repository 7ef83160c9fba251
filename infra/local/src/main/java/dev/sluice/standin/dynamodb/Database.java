package dev.sluice.standin.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.amazonaws.services.dynamodbv2.model.ListTablesRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.eclipse.jetty.server.Handler;

/**
 * DynamoDB Local's engine with its handler of requests. The engine starts threads of its own which
 * its shutdown leaves asleep, and which would keep the process alive: they are started in a thread
 * group, and interrupted in the end.
 */
final class Database implements AutoCloseable {
  private final ThreadGroup threads = new ThreadGroup("dynamodb-local");
  private final Optional<Path> folder;
  private final LocalDynamoDBServerHandler handler;

  private Database(Optional<Path> folder, LocalDynamoDBRequestHandler requests) {
    this.folder = folder;
    this.handler = new LocalDynamoDBServerHandler(requests, null); // null: no other origins
  }

  /**
   * Opens the database in a folder, or an empty one in memory.
   *
   * @throws DynamoDbException when the folder's file cannot be opened
   */
  static Database open(Optional<Path> folder) {
    LocalDynamoDBRequestHandler requests =
        new LocalDynamoDBRequestHandler(
            0, folder.isEmpty(), folder.map(Path::toString).orElse(null), true, false);
    Database database = new Database(folder, requests);
    database.firstRequest(requests);
    return database;
  }

  /** The first request opens the file and makes the engine's threads, in the group of its own. */
  private void firstRequest(LocalDynamoDBRequestHandler requests) {
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> requests.listTables("local", "local", new ListTablesRequest()) != null);
    new Thread(threads, task, "dynamodb-local-start").start();
    try {
      task.get();
    } catch (ExecutionException e) {
      close();
      throw new DynamoDbException(
          "The data"
              + folder.map(f -> " in " + f).orElse("")
              + " cannot be opened; it may be damaged, or in use by another process ("
              + String.valueOf(e.getCause()).lines().findFirst().orElse("")
              + ")",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DynamoDbException("DynamoDB Local was interrupted while starting", e);
    }
  }

  Handler handler() {
    return handler;
  }

  @Override
  public void close() {
    handler.close();
    threads.interrupt();
  }
}
