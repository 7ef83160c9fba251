/** All words of the interface, in ten languages; short ones, for each counts ten times. */

const NAMES =
  'close|title|notice|hello|question|send|stop|copy|up|down|sources|answering|reconnecting|unreachable|retry|moved|stopped|fresh|error|busy'.split(
    '|',
  );

/** By language, in the order of the names. */
export const STRINGS = {
  en: 'Close|Questions?|Answers come from an AI and may be wrong.|Hello! What would you like to know?|Your question|Send|Stop|Copy|Helpful|Not helpful|Sources|Answering…|Reconnecting…|The chat cannot be reached.|Try again|Goes on in another tab.|Stopped.|New chat|That did not work.|Too many questions. Please try later.',
  de: 'Schließen|Fragen?|Antworten kommen von einer KI und können falsch sein.|Hallo! Was möchten Sie wissen?|Ihre Frage|Senden|Anhalten|Kopieren|Hilfreich|Nicht hilfreich|Quellen|Antwort kommt…|Verbinde neu…|Der Chat ist nicht erreichbar.|Erneut versuchen|Geht in einem anderen Tab weiter.|Angehalten.|Neuer Chat|Das hat nicht geklappt.|Zu viele Fragen. Bitte später.',
  fr: 'Fermer|Des questions ?|Les réponses viennent d’une IA et peuvent être fausses.|Bonjour ! Que voulez-vous savoir ?|Votre question|Envoyer|Arrêter|Copier|Utile|Pas utile|Sources|Réponse en cours…|Reconnexion…|Le chat est injoignable.|Réessayer|Continue dans un autre onglet.|Arrêté.|Nouveau chat|Cela n’a pas marché.|Trop de questions. Réessayez plus tard.',
  es: 'Cerrar|¿Preguntas?|Las respuestas son de una IA y pueden ser erróneas.|¡Hola! ¿Qué desea saber?|Su pregunta|Enviar|Detener|Copiar|Útil|No es útil|Fuentes|Respondiendo…|Reconectando…|No se puede acceder al chat.|Reintentar|Sigue en otra pestaña.|Detenido.|Nuevo chat|No ha funcionado.|Demasiadas preguntas. Pruebe más tarde.',
  it: 'Chiudi|Domande?|Le risposte vengono da un’IA e possono essere errate.|Ciao! Che cosa vuole sapere?|La sua domanda|Invia|Ferma|Copia|Utile|Non utile|Fonti|Risposta in corso…|Riconnessione…|La chat non è raggiungibile.|Riprova|Continua in un’altra scheda.|Fermato.|Nuova chat|Non ha funzionato.|Troppe domande. Riprovi più tardi.',
  nl: 'Sluiten|Vragen?|Antwoorden komen van een AI en kunnen fout zijn.|Hallo! Wat wilt u weten?|Uw vraag|Verzenden|Stoppen|Kopiëren|Nuttig|Niet nuttig|Bronnen|Antwoord komt…|Opnieuw verbinden…|De chat is niet bereikbaar.|Opnieuw proberen|Gaat verder in een ander tabblad.|Gestopt.|Nieuwe chat|Dat is niet gelukt.|Te veel vragen. Probeer het later.',
  pl: 'Zamknij|Pytania?|Odpowiedzi tworzy AI i mogą być błędne.|Witaj! Co chcesz wiedzieć?|Twoje pytanie|Wyślij|Zatrzymaj|Kopiuj|Pomocne|Niepomocne|Źródła|Odpowiadanie…|Ponowne łączenie…|Czat jest nieosiągalny.|Spróbuj ponownie|Trwa w innej karcie.|Zatrzymano.|Nowy czat|Nie udało się.|Za dużo pytań. Spróbuj później.',
  pt: 'Fechar|Perguntas?|As respostas vêm de uma IA e podem estar erradas.|Olá! O que quer saber?|A sua pergunta|Enviar|Parar|Copiar|Útil|Não útil|Fontes|A responder…|A religar…|O chat não está acessível.|Tentar de novo|Continua noutro separador.|Parado.|Novo chat|Não funcionou.|Demasiadas perguntas. Tente mais tarde.',
  ar: 'إغلاق|أسئلة؟|الإجابات من ذكاء اصطناعي وقد تكون خاطئة.|مرحبًا! ماذا تود أن تعرف؟|سؤالك|إرسال|إيقاف|نسخ|مفيد|غير مفيد|المصادر|جارٍ الرد…|جارٍ إعادة الاتصال…|تعذّر الوصول إلى الدردشة.|حاول مجددًا|تستمر في علامة تبويب أخرى.|تم الإيقاف.|دردشة جديدة|لم ينجح ذلك.|أسئلة كثيرة. حاول لاحقًا.',
  zh: '关闭|有问题吗？|回答由人工智能生成，可能有误。|您好！您想了解什么？|您的问题|发送|停止|复制|有帮助|没有帮助|来源|正在回答…|正在重新连接…|无法连接聊天。|重试|在另一个标签页中继续。|已停止。|新聊天|没有成功。|提问过多，请稍后再试。',
};

/**
 * The words for a language tag: of its language, else English.
 *
 * @param {string} tag such as `de-AT`
 * @param {Record<string, string>} own words of the page's own, by name
 */
export function stringsFor(tag, own = {}) {
  const words = (STRINGS[tag.toLowerCase().split('-')[0]] ?? STRINGS.en).split('|');
  return { ...Object.fromEntries(NAMES.map((name, index) => [name, words[index]])), ...own };
}
