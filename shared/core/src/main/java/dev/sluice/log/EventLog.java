package dev.sluice.log;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.frame.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * Writes one JSON line for each event: its name in snake_case, ids and numbers. Never a token, key,
 * question or answer. Thread-safe.
 */
public final class EventLog {
  private static final int MAX_CAUSES = 5;

  private final PrintStream out;

  /** Writes to the given stream; on Lambda that is {@code System.out}. */
  public EventLog(PrintStream out) {
    this.out = out;
  }

  /** Writes an event. */
  public void info(String event, Map<String, ?> fields) {
    write("INFO", event, fields);
  }

  /** Writes an event that somebody should look at. */
  public void warn(String event, Map<String, ?> fields) {
    write("WARN", event, fields);
  }

  /**
   * Writes a failure: the chain of exception classes and where each arose, but no message, since
   * those may quote what a visitor wrote.
   */
  public void error(String event, Map<String, ?> fields, Throwable failure) {
    StringBuilder chain = new StringBuilder();
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++, cause = cause.getCause()) {
      chain.append(i == 0 ? "" : " < ").append(cause.getClass().getName());
      if (cause.getStackTrace().length > 0) {
        chain.append('@').append(cause.getStackTrace()[0]);
      }
    }
    Map<String, Object> all = new java.util.LinkedHashMap<>(fields);
    all.put("failure", chain.toString());
    write("ERROR", event, all);
  }

  private void write(String level, String event, Map<String, ?> fields) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = Json.MAPPER.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("level", level);
      json.writeStringField("event", event);
      for (Map.Entry<String, ?> field : fields.entrySet()) {
        json.writeObjectField(field.getKey(), value(field.getValue()));
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory", e);
    }
    out.println(line);
  }

  private static Object value(Object value) {
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }
}
