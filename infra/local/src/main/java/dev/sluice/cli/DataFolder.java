package dev.sluice.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.frame.Json;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where the local stack keeps its data: {@code dynamodb/}, {@code index/}, the development key, the
 * functions' log, and, while it runs, {@code stack.json}, by which other commands find it.
 */
record DataFolder(Path path) {
  /** Unless told otherwise. */
  static final String DEFAULT = ".sluice";

  /** A running stack as other commands need it. */
  record Running(long pid, long startedAt, URI webSocket, String key, URI dynamoDb, String table) {

    /** What this process announces of itself. */
    static Running here(URI webSocket, String key, URI dynamoDb, String table) {
      ProcessHandle here = ProcessHandle.current();
      return new Running(here.pid(), startedAt(here), webSocket, key, dynamoDb, table);
    }

    /** Whether that process still runs; another may have got its id. */
    boolean alive() {
      return ProcessHandle.of(pid)
          .filter(process -> process.isAlive() && startedAt(process) == startedAt)
          .isPresent();
    }

    private static long startedAt(ProcessHandle process) {
      return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
  }

  /** Locks end with their channels, and those with their last reference: held till the end. */
  private static final List<FileLock> HELD = new CopyOnWriteArrayList<>();

  /**
   * The folder, made if it is missing.
   *
   * @throws CommandFailure if it cannot be made or written
   */
  static DataFolder open(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    try {
      Files.createDirectories(absolute);
    } catch (IOException e) {
      throw new CommandFailure("cannot make the data folder " + absolute + ": " + reason(e), e);
    }
    if (!Files.isWritable(absolute)) {
      throw new CommandFailure("cannot write to the data folder " + absolute);
    }
    return new DataFolder(absolute);
  }

  Path dynamoDb() {
    return path.resolve("dynamodb");
  }

  Path index() {
    return path.resolve("index");
  }

  /** What the stack has fetched, by tenant. */
  Path documents() {
    return path.resolve("documents");
  }

  Path log() {
    return path.resolve("functions.log");
  }

  Path workspace() {
    return path.resolve("work");
  }

  private Path stackFile() {
    return path.resolve("stack.json");
  }

  private Path keyFile() {
    return path.resolve("development-key");
  }

  /**
   * Keeps other stacks out until this process ends.
   *
   * @throws CommandFailure if another holds the folder
   */
  void lock() {
    Path file = path.resolve("lock");
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = tryLock(channel);
      if (lock == null) {
        channel.close();
        throw new CommandFailure(
            "another stack runs on the data folder " + path + "; stop it or choose another --data");
      }
      HELD.add(lock);
    } catch (IOException e) {
      throw new CommandFailure("cannot write to the data folder " + path + ": " + reason(e), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The stack that runs on this folder, if one does. */
  Optional<Running> running() {
    if (!Files.exists(stackFile())) {
      return Optional.empty();
    }
    try {
      Running running = Json.MAPPER.readValue(Files.readString(stackFile()), Running.class);
      return Optional.of(running).filter(Running::alive);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void announce(Running running) {
    try {
      writePrivately(stackFile(), Json.MAPPER.writeValueAsString(running));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of ours can be written", e);
    }
  }

  /** Takes back what this process has announced, and nobody else's. */
  void withdraw() {
    long here = ProcessHandle.current().pid();
    if (running().filter(running -> running.pid() == here).isEmpty()) {
      return;
    }
    try {
      Files.deleteIfExists(stackFile());
    } catch (IOException e) {
      // its process is gone, so that nobody is misled by it
    }
  }

  /** The development key of earlier starts. */
  Optional<String> key() {
    try {
      return Files.exists(keyFile())
          ? Optional.of(Files.readString(keyFile()).strip()).filter(key -> !key.isEmpty())
          : Optional.empty();
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + keyFile() + ": " + reason(e), e);
    }
  }

  void rememberKey(String key) {
    writePrivately(keyFile(), key + "\n");
  }

  private void writePrivately(Path file, String content) {
    try {
      Path fresh = Files.createTempFile(path, file.getFileName().toString(), ".new");
      if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
      }
      Files.writeString(fresh, content);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new CommandFailure("cannot write " + file + ": " + reason(e), e);
    }
  }

  static String reason(IOException e) {
    return e.getClass().getSimpleName() + " " + e.getMessage();
  }
}
