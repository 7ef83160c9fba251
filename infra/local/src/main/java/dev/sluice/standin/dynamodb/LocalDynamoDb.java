package dev.sluice.standin.dynamodb;

import dev.sluice.standin.template.TableModel;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * DynamoDB Local on a free port of 127.0.0.1, on disk or in memory. Its request handler is used
 * without its own server, which would listen on every interface and report its use.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.html">Setting
 *     up DynamoDB local</a>
 */
public final class LocalDynamoDb implements AutoCloseable {
  /** Held strongly: a logger's settings are lost with the logger. */
  private static final Logger SQLITE_LOG = Logger.getLogger("com.almworks.sqlite4java");

  private final Optional<Path> folder;
  private final Server server = new Server(new VirtualThreadPool());
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  /** The engine once {@link #start} has made it; written by the thread that starts. */
  private volatile Optional<Database> database = Optional.empty();

  private LocalDynamoDb(Optional<Path> folder) {
    this.folder = folder;
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
  }

  /**
   * Takes a port, so that the endpoint is known. Clients that connect now wait for {@link #start}.
   *
   * @param folder where its file is; absent = in memory
   */
  public static LocalDynamoDb open(Optional<Path> folder) {
    LocalDynamoDb opened = new LocalDynamoDb(folder);
    try {
      opened.connector.open();
      return opened;
    } catch (IOException e) {
      throw new DynamoDbException("DynamoDB Local gets no port: " + e.getMessage(), e);
    }
  }

  /**
   * Starts to answer.
   *
   * @param around handlers between clients and DynamoDB Local, for faults; outermost first
   * @throws DynamoDbException when the folder cannot be used
   */
  public void start(List<Handler.Singleton> around) {
    SQLITE_LOG.setUseParentHandlers(false);
    try {
      if (folder.isPresent()) {
        Files.createDirectories(folder.get());
      }
      Database opened = Database.open(folder);
      database = Optional.of(opened);
      Handler outermost = opened.handler();
      for (Handler.Singleton outer : around.reversed()) {
        outer.setHandler(outermost);
        outermost = outer;
      }
      server.setHandler(outermost);
      server.start();
    } catch (DynamoDbException e) {
      throw e;
    } catch (IOException e) {
      throw new DynamoDbException("Cannot use the data folder " + folder.orElseThrow(), e);
    } catch (Exception e) {
      throw new DynamoDbException("DynamoDB Local does not start: " + e.getMessage(), e);
    }
  }

  /** Where it is reached. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  /**
   * Makes the tables that are not there yet.
   *
   * @throws DynamoDbException naming the table, or the data folder when it is damaged
   */
  public void createTables(Collection<TableModel> tables, String region) {
    TableSetup setup = new TableSetup(new DynamoDbCalls(endpoint(), region), folder);
    tables.forEach(setup::create);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new DynamoDbException("DynamoDB Local does not stop: " + e.getMessage(), e);
    } finally {
      connector.close(); // a server that was never started leaves it open
      database.ifPresent(Database::close);
    }
  }
}
