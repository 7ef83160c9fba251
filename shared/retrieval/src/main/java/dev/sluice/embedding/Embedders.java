package dev.sluice.embedding;

import dev.sluice.embedding.remote.RemoteModels;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The embedder that {@value #SETTING} names: the built-in English one when it is empty, a model's
 * folder as {@code file:///folder}, or one behind an API as {@link RemoteModels} says.
 */
public final class Embedders {
  /** The setting's name. */
  public static final String SETTING = "EMBEDDING_MODEL";

  private Embedders() {}

  /**
   * Loads the model.
   *
   * @throws dev.sluice.settings.SettingsException naming all that is missing or wrong
   * @throws EmbeddingException if it cannot be loaded
   */
  public static Embedder of(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    Supplier<Embedder> named = named(settings);
    settings.check();
    return named.get();
  }

  /**
   * What loads the model, which takes about a second if it runs in the process. What is missing or
   * wrong is noted in the settings, and then nothing must be loaded.
   */
  public static Supplier<Embedder> named(Settings settings) {
    String place = settings.text(SETTING, "");
    if (place.isEmpty()) {
      return MiniLmEmbedder::new;
    }
    if (place.startsWith("file:")) {
      return folder(settings, place);
    }
    Optional<? extends Embedder> remote = RemoteModels.read(settings, SETTING, place);
    return () -> remote.orElseThrow(() -> new EmbeddingException("No model is named " + place));
  }

  private static Supplier<Embedder> folder(Settings settings, String place) {
    try {
      Path folder = Path.of(URI.create(place));
      return () -> new FolderEmbedder(folder);
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      settings.problem(SETTING, "file:///folder", place);
      return MiniLmEmbedder::new;
    }
  }
}
