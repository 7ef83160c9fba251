package dev.sluice.index;

import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Snapshots in a folder of this machine, one folder each. Writers of several processes exclude each
 * other by a file lock while they swap the manifest. Thread-safe.
 */
public final class FolderIndexStore implements IndexStore {
  private static final String MANIFEST = "manifest.json";
  private static final String SNAPSHOTS = "snapshots";
  private static final String LOCK = "manifest.lock";

  /** Not a snapshot's name, so that a copy which was cut off is never taken for one. */
  private static final String INCOMING = "incoming-";

  /** Serialises the swaps of this process, as a file lock excludes only other processes. */
  private static final ReentrantLock SWAP = new ReentrantLock();

  private final Path root;

  /** A store in the folder, which is created when something is published. */
  public FolderIndexStore(Path root) {
    this.root = root;
  }

  @Override
  public List<TenantId> tenants() throws IOException {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders
          .filter(folder -> Files.isRegularFile(folder.resolve(MANIFEST)))
          .map(folder -> new TenantId(folder.getFileName().toString()))
          .sorted(Comparator.comparing(TenantId::value))
          .toList();
    }
  }

  @Override
  public Optional<Published> current(TenantId tenant) throws IOException {
    Path file = folder(tenant).resolve(MANIFEST);
    try {
      byte[] json = Files.readAllBytes(file);
      Manifest manifest = Manifests.parse(json, file.toString());
      return Optional.of(new Published(manifest, Checksums.sum(json)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Path fetch(TenantId tenant, String snapshot, Path workspace) throws IOException {
    Path directory = snapshots(tenant).resolve(snapshot);
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    return directory;
  }

  @Override
  public PublishOutcome publish(
      TenantId tenant, FinishedSnapshot snapshot, Optional<String> expected, Instant now)
      throws IOException {
    Files.createDirectories(snapshots(tenant));
    String name = Manifests.fresh(now);
    moveIn(snapshot.directory(), snapshots(tenant), name);
    SWAP.lock();
    try (FileChannel channel =
            FileChannel.open(
                folder(tenant).resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      Optional<Published> before = current(tenant);
      if (!lock.isValid() || !before.map(Published::tag).equals(expected)) {
        Durable.deleteTree(snapshots(tenant).resolve(name));
        return new PublishOutcome.Conflict();
      }
      Manifest manifest = Manifests.succeed(before, name, snapshot, now);
      byte[] json = Manifests.json(manifest);
      Durable.replace(folder(tenant).resolve(MANIFEST), json);
      return new PublishOutcome.Done(new Published(manifest, Checksums.sum(json)));
    } finally {
      SWAP.unlock();
    }
  }

  @Override
  public int deleteUnused(TenantId tenant, Instant now) throws IOException {
    Optional<Published> current = current(tenant);
    List<String> unused = Manifests.unused(stored(tenant, ""), current, now);
    for (String name : unused) {
      Durable.deleteTree(snapshots(tenant).resolve(name));
    }
    for (String name : stored(tenant, INCOMING)) {
      Instant changed = Files.getLastModifiedTime(snapshots(tenant).resolve(name)).toInstant();
      if (changed.isBefore(now.minus(Manifests.KEPT))) {
        Durable.deleteTree(snapshots(tenant).resolve(name));
      }
    }
    return unused.size();
  }

  private List<String> stored(TenantId tenant, String prefix) throws IOException {
    if (!Files.isDirectory(snapshots(tenant))) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(snapshots(tenant))) {
      return folders
          .map(folder -> folder.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .toList();
    }
  }

  private static void moveIn(Path directory, Path snapshots, String name) throws IOException {
    Path target = snapshots.resolve(name);
    try {
      Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Path incoming = snapshots.resolve(INCOMING + name); // another disk: copy, then rename
      Durable.copyTree(directory, incoming);
      Files.move(incoming, target, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private Path folder(TenantId tenant) {
    return root.resolve(tenant.value());
  }

  private Path snapshots(TenantId tenant) {
    return folder(tenant).resolve(SNAPSHOTS);
  }
}
