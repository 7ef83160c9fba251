package dev.sluice.embedding;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * A sentence model as ONNX: the mean of its pieces' vectors, brought to length 1. Each call is one
 * run on the calling thread: batches would be slower and change the vectors of an 8-bit model.
 * Thread-safe; close it when no call is running.
 */
final class OnnxModel implements AutoCloseable {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Tokenizer tokenizer;
  private final int maxPieces;

  /**
   * Loads the model; takes about a second.
   *
   * @param maxPieces of a text; the time grows with them
   * @throws OrtException if it is no model
   */
  OnnxModel(byte[] model, Tokenizer tokenizer, int maxPieces) throws OrtException {
    this.tokenizer = tokenizer;
    this.maxPieces = maxPieces;
    environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model, options);
    }
  }

  /**
   * The text's vector.
   *
   * @throws EmbeddingException if the model fails
   */
  float[] embed(String text) {
    long[] ids = tokenizer.ids(text, maxPieces);
    long[][] mask = new long[1][ids.length];
    Arrays.fill(mask[0], 1);
    try (OnnxTensor input = OnnxTensor.createTensor(environment, new long[][] {ids});
        OnnxTensor attention = OnnxTensor.createTensor(environment, mask);
        OnnxTensor types = OnnxTensor.createTensor(environment, new long[1][ids.length]);
        OrtSession.Result result = session.run(inputs(input, attention, types))) {
      return mean(((OnnxTensor) result.get(0)).getFloatBuffer(), ids.length);
    } catch (OrtException e) {
      throw new EmbeddingException("Cannot embed a text of " + ids.length + " pieces", e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new EmbeddingException("Cannot close the embedding model", e);
    }
  }

  /** Not every model knows token types. */
  private Map<String, OnnxTensor> inputs(OnnxTensor ids, OnnxTensor mask, OnnxTensor types) {
    Map<String, OnnxTensor> inputs =
        new HashMap<>(Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types));
    inputs.keySet().retainAll(session.getInputNames());
    return inputs;
  }

  private static float[] mean(FloatBuffer pieces, int count) {
    int dimensions = pieces.remaining() / count;
    float[] sum = new float[dimensions];
    for (int piece = 0; piece < count; piece++) {
      for (int i = 0; i < dimensions; i++) {
        sum[i] += pieces.get();
      }
    }
    double squares = 0;
    for (float value : sum) {
      squares += value * value;
    }
    float length = (float) Math.max(Math.sqrt(squares), 1e-9);
    for (int i = 0; i < dimensions; i++) {
      sum[i] /= length;
    }
    return sum;
  }
}
