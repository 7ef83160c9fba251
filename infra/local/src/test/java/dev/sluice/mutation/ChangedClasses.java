package dev.sluice.mutation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles a changed source and loads it in place of the original. */
final class ChangedClasses {
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private ChangedClasses() {}

  /** A loader that makes all of the project's classes anew, and none of others. */
  static URLClassLoader unchanged() {
    return new ProjectFirst(urls(Stream.of(CLASS_PATH.split(java.io.File.pathSeparator))));
  }

  /** The same with the mutation's classes before the others. */
  static URLClassLoader of(Mutation mutation, Path root, Path target) {
    Path folder = target.resolve(mutation.guard().replaceAll("\\W+", "-").toLowerCase(Locale.ROOT));
    Path source = folder.resolve("src").resolve(Path.of(mutation.file()).getFileName());
    Path classes = folder.resolve("classes");
    try {
      Files.createDirectories(source.getParent());
      Files.createDirectories(classes);
      Files.writeString(source, mutation.source(root));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    List<String> arguments =
        List.of(
            "-nowarn", "-proc:none", "-parameters", "-cp", CLASS_PATH, "-d", classes.toString());
    String[] all =
        Stream.concat(arguments.stream(), Stream.of(source.toString())).toArray(String[]::new);
    if (compiler.run(null, null, null, all) != 0) {
      throw new AssertionError("The mutation does not compile: " + mutation.guard());
    }
    Stream<String> rest = Stream.of(CLASS_PATH.split(java.io.File.pathSeparator));
    return new ProjectFirst(urls(Stream.concat(Stream.of(classes.toString()), rest)));
  }

  private static URL[] urls(Stream<String> paths) {
    return paths.map(Path::of).map(ChangedClasses::url).toArray(URL[]::new);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Libraries are shared with everybody else: they are many, and some can be loaded only once. */
  private static final class ProjectFirst extends URLClassLoader {
    private static final List<String> OURS = List.of("dev.sluice.");

    ProjectFirst(URL[] urls) {
      super(urls, ChangedClasses.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (OURS.stream().noneMatch(name::startsWith)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
  }
}
