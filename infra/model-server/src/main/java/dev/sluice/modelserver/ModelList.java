package dev.sluice.modelserver;

import java.util.List;
import java.util.Map;

/** The list of models that providers give. */
final class ModelList {
  /** Names of models that exist at the providers the server stands in for. */
  static final List<String> USUAL =
      List.of(
          "scripted",
          "deepseek-flash",
          "deepseek-v4-pro",
          "gpt-6-luna",
          "gemini-3.5-flash-lite",
          "gemini-3.8-flash");

  private ModelList() {}

  /** In the form of both APIs: {@code data} with ids, and Ollama's {@code models} with names. */
  static Script of(List<String> names) {
    List<Map<String, String>> data =
        names.stream().map(name -> Map.of("id", name, "object", "model")).toList();
    List<Map<String, String>> models = names.stream().map(name -> Map.of("name", name)).toList();
    return Script.json(200, Json.text(Map.of("object", "list", "data", data, "models", models)));
  }
}
