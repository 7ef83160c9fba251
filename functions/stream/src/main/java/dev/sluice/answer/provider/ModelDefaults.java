package dev.sluice.answer.provider;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;

/**
 * What is asked of each provider unless a setting says otherwise. Models retire within months: this
 * is the one place where they are named, with the day the providers' pages were read.
 */
public final class ModelDefaults {
  /** The day on which the names below were read at the providers. */
  public static final LocalDate READ_ON = LocalDate.of(2026, 11, 22);

  /** {@code MODELS}; further providers that are configured follow behind. */
  public static final List<String> ORDER = List.of("deepseek", "openai", "gemini");

  static final URI DEEPSEEK_URL = URI.create("https://api.deepseek.com");

  /** V4.1 Flash, since 2026-09-10; thinks unless told not to. */
  static final String DEEPSEEK_MODEL = "deepseek-flash";

  static final URI OPENAI_URL = URI.create("https://api.openai.com/v1");

  /** Reasons unless told not to. */
  static final String OPENAI_MODEL = "gpt-6-luna";

  static final URI GEMINI_URL =
      URI.create("https://generativelanguage.googleapis.com/v1beta/openai");

  /** Thinks little by default; sampling parameters are deprecated. */
  static final String GEMINI_MODEL = "gemini-3.5-flash-lite";

  static final URI ANTHROPIC_URL = URI.create("https://api.anthropic.com/v1");
  static final String ANTHROPIC_VERSION = "2023-06-01";
  static final URI OLLAMA_URL = URI.create("http://127.0.0.1:11434");

  /** By region. */
  static final String BEDROCK_URL = "https://bedrock-mantle.%s.api.aws";

  /** The name requests to it are signed for. */
  static final String BEDROCK_SERVICE = "bedrock-mantle";

  /**
   * The most an answer may have, reasoning included: several times what the rules of the prompt ask
   * for, and below the 90 KB an answer may take on the wire.
   */
  static final int MAX_OUTPUT_TOKENS = 4_096;

  private ModelDefaults() {}
}
