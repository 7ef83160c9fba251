/**
 * `<sluice-chat>`: the shop's chat, as a bubble or inline. This file has no side effects;
 * `sluice-chat.js` defines the element.
 */
import css from 'sluice-chat.css';
import { SluiceClient } from './client.js';
import { openSocket } from './connection.js';
import { h, icon, iconButton, tell } from './dom.js';
import { load, save } from './history.js';
import { stringsFor } from './strings.js';
import { TurnView } from './turn-view.js';
import { uuid } from './uuid.js';

const ATTRIBUTES = ['url', 'key', 'mode', 'theme', 'greeting', 'suggestions', 'product', 'currency'];
const RIGHT_TO_LEFT = /^(ar|fa|he|ur)\b/i;
const SAVE_MS = 400;
/** A reader who is this near the end, in pixels, is kept there. */
const NEAR_END = 60;
const SPOKEN_KEPT = 8;
/** Up to this width in pixels the panel fills the screen; sluice-chat.css. */
const SHEET = 480;

let sheet;

/**
 * Attributes: `url` (the socket's), `key` (public), `mode` (`bubble` or `inline`), `theme` (`light`,
 * `dark`, else the system's), `greeting`, `suggestions` (separated by `|`), `product` (its id), `currency`;
 * also `lang`. Events: `sluice-open`, `sluice-question` (cancelable), `sluice-answer`,
 * `sluice-error`.
 */
export class SluiceChatElement extends HTMLElement {
  // What a page has set before the element was defined is kept.

  static observedAttributes = [...ATTRIBUTES, 'lang'];

  /** Gives a token, at once or later; for shops that do not use a public key. */
  tokenProvider = this.tokenProvider;
  /** Opens the socket; to be replaced by whoever wants to watch or to test. */
  openSocket = this.openSocket ?? openSocket;
  /** More about where the visitor is, over the attributes. */
  context = this.context ?? {};
  /** Words of the page's own, by name; see `strings.js`. */
  strings = this.strings ?? {};

  #root = this.attachShadow({ mode: 'open' });
  #client = null;
  #session = '';
  #turns = [];
  #opened = false;
  #unread = 0;
  #pinned = true;
  #reconnecting = false;
  #saving = 0;
  #focusBefore = null;
  /** Ends the listeners on the page while the element is not in it. */
  #life = null;
  #parts = {};
  #words = {};

  static {
    for (const name of ATTRIBUTES) {
      Object.defineProperty(this.prototype, name, {
        get() {
          return this.getAttribute(name) ?? '';
        },
        set(value) {
          this.setAttribute(name, value);
        },
      });
    }
  }

  connectedCallback() {
    if (!this.#life) this.#begin();
  }

  /** A move within the page is no end: what counts is whether it is still out after this task. */
  disconnectedCallback() {
    queueMicrotask(() => this.isConnected || this.#end());
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#life || before === after || /theme|product|currency/.test(name)) return;
    this.#end();
    this.#begin();
  }

  #begin() {
    this.#life = new AbortController();
    const { signal } = this.#life;
    sheet ??= new CSSStyleSheet();
    sheet.replaceSync(css);
    this.#root.adoptedStyleSheets = [sheet];
    this.#build();
    this.#restore();
    addEventListener('pagehide', () => this.#save(), { signal });
    addEventListener('focusin', (event) => this.#keepFocus(event), { signal });
    visualViewport.addEventListener('resize', () => this.#fit(), { signal });
  }

  #end() {
    if (!this.#life) return;
    this.#save();
    this.#life.abort();
    this.#life = null;
    this.#forget();
  }

  /** Opens the chat. */
  open() {
    if (!this.#parts.panel.hidden) return;
    this.#focusBefore = document.activeElement;
    this.#show(true);
    this.#parts.input.focus();
    this.#emit('sluice-open', {});
  }

  /** Closes the chat; what is being answered goes on. */
  close() {
    if (this.#inline || this.#parts.panel.hidden) return;
    this.#show(false);
    this.#parts.launcher.focus();
    if (this.#focusBefore !== this) this.#focusBefore?.focus();
  }

  /** Asks, as if the visitor had; opens the chat. Gives nothing when the page has prevented it. */
  ask(question) {
    const text = String(question).trim();
    if (!text) return undefined;
    this.open();
    const context = this.#context();
    if (!this.#emit('sluice-question', { question: text, context }, true)) return undefined;
    this.#opened = true;
    return this.#add(this.#connected().ask(text, { context })).answer;
  }

  /** What tells this chat's history from another's of the same origin. */
  get #name() {
    return `sluice:${this.url}`;
  }

  get #inline() {
    return this.mode === 'inline';
  }

  /** The language of the words. */
  get #language() {
    return this.lang || this.closest('[lang]')?.lang || navigator.language || 'en';
  }

  #build() {
    const words = (this.#words = stringsFor(this.#language, this.strings));
    const p = (this.#parts = {});
    p.badge = h('span', { part: 'badge', hidden: true });
    p.launcher = h('button', { part: 'launcher', hidden: this.#inline,
      'aria-label': words.title, click: () => this.open() }, icon('chat'), p.badge);
    p.log = h('div', { part: 'log', role: 'log', 'aria-live': 'off', tabindex: '0',
      'aria-label': words.title, scroll: () => this.#scrolled() });
    p.status = h('p', { part: 'status', role: 'status', hidden: true });
    p.spoken = h('div', { class: 'sr', 'aria-live': 'polite' });
    p.panel = h('div', { part: 'panel', hidden: !this.#inline && !this.#opened,
      ...(this.#inline ? {} : { role: 'dialog', 'aria-label': words.title }),
      keydown: (event) => event.key === 'Escape' && this.close() },
      this.#header(), p.log, p.status, this.#form(), h('p', { part: 'notice' }, words.notice), p.spoken);
    const dir = RIGHT_TO_LEFT.test(this.#language) ? 'rtl' : 'ltr';
    this.#root.replaceChildren(
      h('div', { class: 'root', role: 'region', 'aria-label': words.title, dir, lang: this.#language },
        p.launcher, p.panel));
    this.#welcome();
  }

  #header() {
    const words = this.#words;
    return h('div', { part: 'header' }, h('h2', { part: 'title' }, words.title),
      iconButton('fresh', words.fresh, () => this.#startAnew(), { part: 'fresh' }),
      ...(this.#inline ? [] : [iconButton('close', words.close, () => this.close(), { part: 'close' })]));
  }

  #form() {
    const words = this.#words;
    const p = this.#parts;
    const submit = (event) => {
      event.preventDefault();
      const text = p.input.value;
      p.input.value = '';
      this.ask(text);
    };
    const keydown = (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) submit(event);
    };
    p.input = h('textarea', { part: 'input', rows: '1', maxlength: '4000',
      'aria-label': words.question, placeholder: words.question, enterkeyhint: 'send', keydown });
    p.stop = iconButton('stop', words.stop, () => this.#stop(), { part: 'stop', hidden: true });
    const send = h('button', { part: 'send', 'aria-label': words.send, title: words.send }, icon('send'));
    return h('form', { part: 'composer', submit }, p.input, p.stop, send);
  }

  #welcome() {
    const words = this.#words;
    const given = this.suggestions.split('|').map((text) => text.trim()).filter(Boolean);
    this.#parts.welcome = h('div', { part: 'welcome' },
      h('p', { part: 'greeting', dir: 'auto' }, this.greeting || words.hello),
      h('div', { part: 'suggestions' },
        ...given.map((text) => h('button', { part: 'suggestion', click: () => this.ask(text) }, text))));
    this.#parts.log.append(this.#parts.welcome);
  }

  #restore() {
    const saved = load(this.#name);
    this.#session = saved?.session ?? uuid();
    if (!saved) return;
    this.#opened = true;
    this.#unread = saved.unread ?? 0;
    saved.turns.forEach((turn) => this.#add(this.#connected().restore(turn), turn.rating));
    if (!this.#inline) this.#show(saved.open);
  }

  #connected() {
    this.#client ??= new SluiceClient({
      url: this.url,
      token: this.key,
      tokenProvider: this.tokenProvider && (() => this.tokenProvider()),
      session: this.#session,
      openSocket: (url) => this.openSocket(url),
      onconnection: (state) => this.#connection(state),
    });
    return this.#client;
  }

  #forget() {
    clearTimeout(this.#saving);
    this.#saving = 0;
    this.#turns.forEach((turn) => turn.dispose());
    this.#turns = [];
    this.#client?.close();
    this.#client = null;
  }

  #startAnew() {
    this.#stop();
    this.#forget();
    this.#session = uuid();
    this.#build();
    this.#show(true);
    this.#save();
    this.#parts.input.focus();
  }

  #add(answer, rating) {
    const host = {
      words: this.#words,
      lang: this.#language,
      say: (text) => this.#say(text),
      again: () => this.ask(answer.question.question),
      rated: () => this.#save(),
      grown: () => this.#grown(),
    };
    const turn = new TurnView(host, answer, rating);
    this.#turns.push(turn);
    this.#parts.welcome.hidden = true;
    this.#parts.log.append(turn.element);
    this.#pinned = true;
    this.#grown();
    const ended = answer.ended;
    answer.subscribe(() => this.#changed(turn));
    if (!ended) answer.finished.then(() => this.#ended(turn));
    this.#changed(turn);
    return turn;
  }

  #changed(turn) {
    if (!this.#turns.includes(turn)) return;
    turn.update();
    this.#parts.stop.hidden = !this.#turns.some(({ answer }) => answer.running);
    this.#saving ||= setTimeout(() => this.#save(), SAVE_MS);
  }

  #ended(turn) {
    if (!this.#turns.includes(turn)) return;
    const { answer, sources } = turn;
    const { id, text, phase, citations, error } = answer.state;
    const { question } = answer.question;
    if (phase === 'failed') this.#emit('sluice-error', { question, code: error.code, message: error.message });
    else this.#emit('sluice-answer', { question, id, text, sources, citations, stopped: phase === 'cancelled' });
    if (!this.#inline && this.#parts.panel.hidden) {
      this.#unread++;
      this.#badge();
    }
    this.#save();
  }

  #stop() {
    this.#turns.forEach(({ answer }) => answer.running && answer.stop());
  }

  #say(text) {
    const { spoken, panel } = this.#parts;
    if (panel.hidden) return;
    spoken.append(h('p', {}, text));
    while (spoken.childNodes.length > SPOKEN_KEPT) spoken.firstChild.remove();
  }

  #connection(state) {
    const words = this.#words;
    const { status } = this.#parts;
    if (!status) return;
    this.#reconnecting = state === 'waiting' || (state === 'connecting' && this.#reconnecting);
    const retry = () => h('button', { part: 'retry', click: () => this.#client.retry() }, words.retry);
    tell(status, this.#reconnecting ? [words.reconnecting] : state === 'failed' ? [`${words.unreachable} `, retry()] : []);
    if (state === 'failed') this.#emit('sluice-error', { code: 'unreachable', message: words.unreachable });
  }

  /** The sheet of a phone covers the page, where focus would not be seen. */
  #keepFocus({ target }) {
    const { panel, input } = this.#parts;
    if (target !== this && innerWidth <= SHEET && !this.#inline && !panel.hidden) input.focus();
  }

  #show(open) {
    const p = this.#parts;
    this.#opened ||= open;
    if (this.#inline) return;
    this.#fit();
    p.panel.hidden = !open;
    p.launcher.hidden = open;
    if (open) this.#unread = 0;
    this.#badge();
    this.#grown();
    this.#save();
  }

  #badge() {
    const { badge, launcher } = this.#parts;
    const { title } = this.#words;
    tell(badge, this.#unread ? [`${this.#unread}`] : []);
    launcher.setAttribute('aria-label', this.#unread ? `${title} (${this.#unread})` : title);
  }

  /** The sheet of a phone ends above the keyboard. */
  #fit() {
    this.#parts.panel.style.setProperty('--height', `${visualViewport.height}px`);
  }

  #scrolled() {
    const { log } = this.#parts;
    this.#pinned = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
  }

  #grown() {
    const { log } = this.#parts;
    if (this.#pinned && log) log.scrollTop = log.scrollHeight;
  }

  #context() {
    const context = {
      product_id: this.product,
      url: location.origin + location.pathname,
      locale: this.#language,
      currency: this.currency,
      ...this.context,
    };
    return Object.fromEntries(Object.entries(context).filter(([, value]) => value));
  }

  /** Nothing is stored before the visitor has opened the chat. */
  #save() {
    clearTimeout(this.#saving);
    this.#saving = 0;
    if (!this.#opened) return;
    const turns = this.#turns.map(({ answer, rating }) => ({ question: answer.question, state: answer.state, rating }));
    save(this.#name, { session: this.#session, open: !this.#parts.panel.hidden, unread: this.#unread, turns });
  }

  #emit(type, detail, cancelable = false) {
    return this.dispatchEvent(new CustomEvent(type, { detail, cancelable, bubbles: true, composed: true }));
  }
}
