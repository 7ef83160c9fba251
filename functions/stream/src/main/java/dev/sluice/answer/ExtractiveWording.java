package dev.sluice.answer;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The few words of the extractive answer's own, by language; English where there is none.
 *
 * @param mayHelp stands before the quotes
 * @param nothing is the whole answer when there are no passages
 */
record ExtractiveWording(String mayHelp, String nothing) {
  private static final ExtractiveWording ENGLISH =
      new ExtractiveWording(
          "These passages may help with your question:",
          "Nothing was found for this question in the shop's catalogue and documents.");

  private static final Map<String, ExtractiveWording> OTHERS =
      Map.of(
          "de",
          new ExtractiveWording(
              "Diese Stellen könnten bei Ihrer Frage helfen:",
              "Zu dieser Frage wurde im Katalog und in den Texten des Shops nichts gefunden."),
          "fr",
          new ExtractiveWording(
              "Ces passages peuvent répondre à votre question :",
              "Rien n'a été trouvé à ce sujet dans le catalogue et les documents de la boutique."),
          "es",
          new ExtractiveWording(
              "Estos pasajes pueden ayudarle con su pregunta:",
              "No se ha encontrado nada sobre esta pregunta en el catálogo ni en los documentos de"
                  + " la tienda."),
          "it",
          new ExtractiveWording(
              "Questi passaggi possono aiutare a rispondere alla sua domanda:",
              "Non è stato trovato nulla su questa domanda nel catalogo e nei documenti del"
                  + " negozio."),
          "nl",
          new ExtractiveWording(
              "Deze passages kunnen helpen bij uw vraag:",
              "Over deze vraag is niets gevonden in de catalogus en de documenten van de winkel."));

  static ExtractiveWording of(Optional<String> locale) {
    String language = Locale.forLanguageTag(locale.orElse("en")).getLanguage();
    return OTHERS.getOrDefault(language, ENGLISH);
  }
}
