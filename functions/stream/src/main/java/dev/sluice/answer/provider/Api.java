package dev.sluice.answer.provider;

import dev.sluice.answer.provider.EventAssembler.Framing;

/** The APIs that providers speak, as far as the layer beneath LangChain4j has to know them. */
enum Api {
  /** OpenAI's chat completions and their imitations. */
  OPENAI(Framing.SERVER_SENT_EVENTS, new OpenAiShape()),
  /** Anthropic's messages. */
  ANTHROPIC(Framing.SERVER_SENT_EVENTS, new AnthropicShape()),
  /** Ollama's chat. */
  OLLAMA(Framing.LINES, new OllamaShape());

  private final Framing framing;
  private final EventShape shape;

  Api(Framing framing, EventShape shape) {
    this.framing = framing;
    this.shape = shape;
  }

  Framing framing() {
    return framing;
  }

  EventShape shape() {
    return shape;
  }
}
