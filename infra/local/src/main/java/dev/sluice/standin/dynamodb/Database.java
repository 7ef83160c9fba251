package dev.sluice.standin.dynamodb;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import com.amazonaws.services.dynamodbv2.model.ListTablesRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
  private static final String FILE = "shared-local-instance.db";
  private static final String FILE_BEGINS = "SQLite format 3";

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
  static Database open(Optional<Path> folder) throws IOException {
    if (folder.isPresent()) {
      checkFile(folder.get().resolve(FILE), folder.get());
    }
    LocalDynamoDBRequestHandler requests =
        new LocalDynamoDBRequestHandler(
            0, folder.isEmpty(), folder.map(Path::toString).orElse(null), true, false);
    Database database = new Database(folder, requests);
    database.firstRequest(requests);
    return database;
  }

  /** What is no database at all is found here, before the engine has threads that try again. */
  private static void checkFile(Path file, Path folder) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return;
    }
    try (InputStream in = Files.newInputStream(file)) {
      String begin = new String(in.readNBytes(FILE_BEGINS.length()), StandardCharsets.ISO_8859_1);
      if (!begin.equals(FILE_BEGINS)) {
        throw damaged(Optional.of(folder), new IOException("not a database file"));
      }
    }
  }

  private static DynamoDbException damaged(Optional<Path> folder, Throwable cause) {
    return new DynamoDbException(
        "The data"
            + folder.map(f -> " in " + f).orElse("")
            + " cannot be opened; it may be damaged, or in use by another process ("
            + String.valueOf(cause.getMessage()).lines().findFirst().orElse("")
            + ")",
        cause);
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
      throw damaged(folder, e.getCause() == null ? e : e.getCause());
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
