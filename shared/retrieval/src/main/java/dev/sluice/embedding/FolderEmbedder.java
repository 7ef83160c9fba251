package dev.sluice.embedding;

import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Any sentence model with mean pooling from a folder: {@code model.onnx} and the {@code
 * tokenizer.json} of Hugging Face (WordPiece or Unigram), for example multilingual-e5-small. The
 * optional {@code sluice.json} says what the files do not: {@code prefix} to put before each text,
 * {@code max_pieces}, and the {@code languages} it knows. Thread-safe.
 */
public final class FolderEmbedder implements Embedder {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int USUAL_MAX_PIECES = 128;
  private static final int MAX_PIECES = 512;
  private static final int DIGEST_CHARS = 12;

  private final OnnxModel model;
  private final String id;
  private final String prefix;
  private final Set<String> languages; // empty for all

  /**
   * Loads the model.
   *
   * @throws EmbeddingException if a file is missing, or is not what it should be
   */
  public FolderEmbedder(Path folder) {
    try {
      byte[] onnx = Files.readAllBytes(folder.resolve("model.onnx"));
      byte[] tokenizer = Files.readAllBytes(folder.resolve("tokenizer.json"));
      Path file = folder.resolve("sluice.json");
      JsonNode options = JSON.readTree(Files.exists(file) ? Files.readAllBytes(file) : braces());
      int maxPieces = options.path("max_pieces").asInt(USUAL_MAX_PIECES);
      model = new OnnxModel(onnx, tokenizer(tokenizer), Math.clamp(maxPieces, 8, MAX_PIECES));
      prefix = options.path("prefix").asText("");
      languages = new TreeSet<>();
      options.path("languages").forEach(language -> languages.add(language.asText()));
      id = folder.getFileName() + ":" + digest(onnx) + ":" + prefix;
      model.embed(""); // fails here and not at the first question
    } catch (IOException | OrtException | IllegalArgumentException e) {
      throw new EmbeddingException("Cannot load the embedding model in " + folder, e);
    }
  }

  @Override
  public float[] embed(String text) {
    return model.embed(prefix + text);
  }

  @Override
  public boolean knows(String language) {
    return languages.isEmpty() || languages.contains(language);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public void close() {
    model.close();
  }

  private static Tokenizer tokenizer(byte[] json) throws IOException {
    JsonNode node = JSON.readTree(json).path("model");
    String type = node.path("type").asText("WordPiece");
    return switch (type) {
      case "WordPiece" ->
          new WordPieceTokenizer(Vocabulary.read(new ByteArrayInputStream(json)))::ids;
      case "Unigram" -> unigram(node);
      default -> throw new IOException("Expected a WordPiece or Unigram tokenizer but got " + type);
    };
  }

  private static Tokenizer unigram(JsonNode model) {
    Map<String, UnigramTokenizer.Piece> pieces = new HashMap<>();
    int id = 0;
    for (JsonNode piece : model.path("vocab")) {
      pieces.put(
          piece.path(0).asText(), new UnigramTokenizer.Piece(id++, piece.path(1).asDouble()));
    }
    return new UnigramTokenizer(pieces, model.path("unk_id").asInt());
  }

  private static byte[] braces() {
    return new byte[] {'{', '}'};
  }

  private static String digest(byte[] model) {
    try {
      byte[] sum = MessageDigest.getInstance("SHA-256").digest(model);
      return HexFormat.of().formatHex(sum).substring(0, DIGEST_CHARS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
