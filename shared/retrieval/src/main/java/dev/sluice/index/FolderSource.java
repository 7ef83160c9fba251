package dev.sluice.index;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files below folders of this machine. Hidden files and folders are passed over. With one
 * folder, names are the paths below it; with several, each begins with its folder's name.
 * Thread-safe.
 */
public final class FolderSource implements DocumentSource {
  private final List<Path> roots;
  private final Map<String, Path> listed = new ConcurrentHashMap<>(); // by name, of the last list

  /** The files below the folders; a root may also be a single file. */
  public FolderSource(List<Path> roots) {
    this.roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
  }

  @Override
  public Listing list() throws IOException {
    TreeMap<String, Path> found = new TreeMap<>();
    List<IndexFailure> failures = new ArrayList<>();
    for (Path root : roots) {
      if (!Files.exists(root)) {
        throw new NoSuchFileException(root.toString());
      }
      Files.walkFileTree(root, new Walk(root, found, failures));
    }
    List<SourceFile> files = new ArrayList<>();
    for (Map.Entry<String, Path> entry : found.entrySet()) {
      try {
        Path path = entry.getValue();
        files.add(new SourceFile(entry.getKey(), Files.size(path), Checksums.sum(path)));
      } catch (IOException e) {
        failures.add(new IndexFailure(entry.getKey(), "Cannot be read: " + e));
      }
    }
    listed.clear();
    listed.putAll(found);
    return new Listing(files, failures);
  }

  @Override
  public byte[] read(String name) throws IOException {
    Path path = listed.get(name);
    if (path == null) {
      throw new NoSuchFileException(name);
    }
    return Files.readAllBytes(path);
  }

  private String name(Path root, Path file) {
    String below = root.equals(file) ? "" : root.relativize(file).toString().replace('\\', '/');
    String last = String.valueOf(root.getFileName());
    if (below.isEmpty()) {
      return last;
    }
    return roots.size() == 1 ? below : last + "/" + below;
  }

  /** Gathers regular files; what cannot be entered is reported. */
  private final class Walk extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Map<String, Path> found;
    private final List<IndexFailure> failures;

    Walk(Path root, Map<String, Path> found, List<IndexFailure> failures) {
      this.root = root;
      this.found = found;
      this.failures = failures;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return hidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!hidden(file) && Files.isRegularFile(file)) {
        Path other = found.putIfAbsent(name(root, file), file);
        if (other != null && !other.equals(file)) {
          failures.add(
              new IndexFailure(file.toString(), "Expected another name than that of " + other));
        }
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      failures.add(new IndexFailure(name(root, file), "Cannot be read: " + failure));
      return FileVisitResult.CONTINUE;
    }

    private boolean hidden(Path path) {
      return !path.equals(root) && String.valueOf(path.getFileName()).startsWith(".");
    }
  }
}
