package dev.sluice.cli;

import dev.sluice.answer.provider.ModelCheck;
import dev.sluice.answer.provider.ModelReport;
import dev.sluice.answer.provider.Providers;
import dev.sluice.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Says which models will answer, and what is wrong with them. */
final class ModelLines {
  private ModelLines() {}

  /** Asks the providers; blocks for some seconds at most. */
  static List<String> of(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    Providers providers = Providers.read(settings);
    settings.check();
    if (!providers.models().isEmpty()) {
      return providers.check().stream().map(ModelLines::line).toList();
    }
    List<String> lines = new ArrayList<>();
    lines.add("models     none: answers are quotes from the sources");
    lines.add(
        "           set DEEPSEEK_API_KEY, OPENAI_API_KEY or GEMINI_API_KEY for generated ones");
    List<String> ollama = ModelCheck.findOllama();
    if (!ollama.isEmpty()) {
      lines.add("           an Ollama runs on this machine: set OLLAMA_MODEL=" + ollama.getFirst());
    }
    return lines;
  }

  private static String line(ModelReport report) {
    return "model      " + report.sentence();
  }
}
