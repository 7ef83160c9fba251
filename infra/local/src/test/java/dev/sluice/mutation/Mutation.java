package dev.sluice.mutation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * A guard switched off, as a change of its source.
 *
 * @param guard what is switched off
 * @param file its source, from the project's root
 * @param edits all of them are made
 * @param red the tests of which one must fail: a class, or {@code cells: } and a part of the names
 *     of cells of the fault matrix
 */
record Mutation(String guard, String file, List<Edit> edits, String red) {
  /**
   * @param find what stands in the source, once
   * @param replace what is put in its place
   */
  record Edit(String find, String replace) {}

  static List<Mutation> all() {
    try (var in =
        Objects.requireNonNull(Mutation.class.getResourceAsStream("/mutation/mutations.json"))) {
      return new ObjectMapper().readValue(in, new TypeReference<List<Mutation>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The changed source. */
  String source(Path root) {
    try {
      String source = Files.readString(root.resolve(file));
      for (Edit edit : edits) {
        int at = source.indexOf(edit.find());
        if (at < 0 || source.indexOf(edit.find(), at + 1) >= 0) {
          throw new AssertionError(
              "Expected once in " + file + "; change the mutation with it: " + edit.find());
        }
        source = source.replace(edit.find(), edit.replace());
      }
      return source;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
