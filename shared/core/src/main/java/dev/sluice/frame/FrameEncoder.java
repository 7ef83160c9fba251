package dev.sluice.frame;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.session.Citation;
import dev.sluice.session.Passage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Encodes frames to UTF-8 JSON, key by key as {@code docs/protocol.md} lists them, those that older
 * clients rely on included. Pure; thread-safe.
 */
public final class FrameEncoder {
  private FrameEncoder() {}

  /** The frame as the bytes of one text message. */
  public static byte[] encode(ServerFrame frame) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.MAPPER.createGenerator(bytes)) {
      json.writeStartObject();
      write(frame, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory", e);
    }
    return bytes.toByteArray();
  }

  private static void write(ServerFrame frame, JsonGenerator json) throws IOException {
    switch (frame) {
      case ServerFrame.Status f -> {
        head(json, "status", f.id().value());
        json.writeStringField("message", "Processing query...");
        json.writeStringField("status", "processing");
        json.writeBooleanField("ai_agent_mode", f.aiAgentMode());
      }
      case ServerFrame.Immediate f -> immediate(f, json);
      case ServerFrame.StreamStart f -> {
        head(json, "stream_start", f.id().value());
        json.writeStringField("message", "Generating AI analysis...");
        json.writeBooleanField("ai_agent_mode", f.aiAgentMode());
        json.writeNumberField("attempt", f.attempt());
        json.writeNumberField("offset", f.offset());
      }
      case ServerFrame.StreamToken f -> {
        head(json, "stream_token", f.id().value());
        json.writeStringField("token", f.token());
        json.writeNumberField("offset", f.offset());
        json.writeNumberField("attempt", f.attempt());
        json.writeBooleanField("ai_agent_mode", f.aiAgentMode());
      }
      case ServerFrame.StreamEnd f -> {
        head(json, "stream_end", f.id().value());
        json.writeBooleanField("ai_agent_mode", f.aiAgentMode());
        json.writeNumberField("attempt", f.attempt());
        json.writeNumberField("length", f.length());
        json.writeStringField("finish_reason", f.finishReason());
        citations(f.citations(), json);
      }
      case ServerFrame.Overview f -> {
        head(json, "overview", f.id().value());
        json.writeStringField("data", f.data());
        json.writeBooleanField("ai_agent_mode", f.aiAgentMode());
        json.writeBooleanField("enhanced", f.enhanced());
        json.writeNumberField("attempt", f.attempt());
        citations(f.citations(), json);
      }
      case ServerFrame.Chunks f -> chunks(f, json);
      case ServerFrame.Complete f -> complete(f, json);
      case ServerFrame.Error f -> error(f, json);
      case ServerFrame.Moved f -> {
        head(json, "moved", f.id().value());
        json.writeNumberField("attempt", f.attempt());
      }
    }
  }

  private static void head(JsonGenerator json, String type, String id) throws IOException {
    json.writeStringField("type", type);
    json.writeStringField("stream_id", id);
  }

  private static void immediate(ServerFrame.Immediate frame, JsonGenerator json)
      throws IOException {
    head(json, "immediate", frame.id().value());
    json.writeObjectFieldStart("data");
    files("files", frame.passages(), json);
    json.writeArrayFieldStart("snippets");
    for (Passage passage : frame.passages()) {
      snippet(passage, json);
    }
    json.writeEndArray();
    json.writeStringField("model", frame.model());
    json.writeStringField("search_strategy", frame.searchStrategy());
    json.writeBooleanField("ai_agent_mode", frame.aiAgentMode());
    json.writeObjectFieldStart("security_info");
    json.writeBooleanField("user_filtered", frame.security().userFiltered());
    json.writeStringField("username", frame.security().username());
    json.writeNumberField("source_documents_count", frame.passages().size());
    json.writeBooleanField("security_filtered", frame.security().securityFiltered());
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void snippet(Passage passage, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("content", passage.content());
    json.writeStringField("source", passage.source());
    json.writeNumberField("score", passage.score());
    json.writeStringField("title", passage.title());
    json.writeStringField("url", passage.url());
    json.writeObjectFieldStart("metadata");
    for (Map.Entry<String, String> entry : passage.metadata().entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void files(String field, List<Passage> passages, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(field);
    LinkedHashSet<String> sources = new LinkedHashSet<>();
    passages.forEach(passage -> sources.add(passage.source()));
    for (String source : sources) {
      json.writeString(source);
    }
    json.writeEndArray();
  }

  private static void chunks(ServerFrame.Chunks frame, JsonGenerator json) throws IOException {
    head(json, "chunks", frame.id().value());
    json.writeNumberField("attempt", 0);
    json.writeObjectFieldStart("data");
    json.writeArrayFieldStart("chunks");
    for (Passage passage : frame.passages()) {
      json.writeString(
          passage.content()
              + "\n<filename>"
              + passage.source()
              + "</filename>\n<possible_files>[]</possible_files>");
    }
    json.writeEndArray();
    files("available_files", frame.passages(), json);
    json.writeObjectFieldStart("possible_files_by_title");
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void complete(ServerFrame.Complete frame, JsonGenerator json) throws IOException {
    head(json, "complete", frame.id().value());
    json.writeStringField("message", "Query processed successfully");
    json.writeNumberField("response_time_ms", frame.responseTimeMillis());
    json.writeNumberField("attempt", frame.attempt());
    json.writeStringField("model", frame.model());
    json.writeObjectFieldStart("usage");
    json.writeNumberField("input_tokens", frame.usage().inputTokens());
    json.writeNumberField("output_tokens", frame.usage().outputTokens());
    json.writeEndObject();
  }

  private static void error(ServerFrame.Error frame, JsonGenerator json) throws IOException {
    head(json, "error", frame.id().value());
    json.writeStringField("message", frame.message());
    json.writeStringField("code", frame.code().name().toLowerCase(Locale.ROOT));
    json.writeBooleanField("retryable", frame.code().retryable());
    if (frame.retryAfterMillis().isPresent()) {
      json.writeNumberField("retry_after_ms", frame.retryAfterMillis().getAsLong());
    }
    if (frame.attempt().isPresent()) {
      json.writeNumberField("attempt", frame.attempt().getAsInt());
    }
  }

  private static void citations(List<Citation> citations, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("citations");
    for (Citation citation : citations) {
      json.writeStartObject();
      json.writeNumberField("n", citation.n());
      json.writeStringField("source", citation.source());
      json.writeStringField("title", citation.title());
      json.writeStringField("url", citation.url());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
