/** One question with its sources and its answer, as it is shown. */
import { h, icon, iconButton, tell } from './dom.js';
import { MarkdownView } from './markdown.js';
import { hostsOf, readSources, webAddress } from './sources.js';
import { Sentences } from './sentences.js';

/** Text that has come is shown within about this time, so that coarse frames read smoothly. */
const SMOOTHING_MS = 250;

/** Whether motion is unwanted or unseen. */
const still = () => document.hidden || matchMedia('(prefers-reduced-motion: reduce)').matches;

export class TurnView {
  element;
  #host;
  #answer;
  #sources = [];
  #hosts = new Set();
  #passages = null;
  #sourcesBox;
  #text = h('div', { part: 'answer', dir: 'auto' });
  #note = h('p', { part: 'note', hidden: true });
  #actions = h('div', { part: 'actions', hidden: true });
  #view;
  #shown = 0;
  #shownText = '';
  #frame = 0;
  #lastFrame = 0;
  #finished = false;
  #sentences;

  /**
   * @param {object} host the element's side: `words`, `lang`, `say(text)`, `again()`, `rated()`,
   *     `grown()`
   * @param {import('./answer.js').Answer} answer
   * @param {string} rating what the visitor has said of it before
   */
  constructor(host, answer, rating = '') {
    this.#host = host;
    this.#answer = answer;
    this.rating = rating;
    this.#sourcesBox = h('ol', { part: 'sources', hidden: true, tabindex: '0', 'aria-label': host.words.sources });
    this.#sentences = new Sentences((text) => host.say(text));
    this.#view = new MarkdownView(this.#text, {
      link: (href) => this.#allowed(href),
      cite: (n) => this.#citation(n),
    });
    this.element = h(
      'article',
      { part: 'turn' },
      h('p', { part: 'question' },
        h('span', { class: 'sr' }, `${host.words.question}: `), h('bdi', {}, answer.question.question)),
      this.#sourcesBox, this.#text, this.#note, this.#actions,
    );
    if (answer.ended) {
      this.#shown = answer.state.text.length;
      this.#sentences.skip(answer.state.text);
    }
    this.update();
  }

  get answer() {
    return this.#answer;
  }

  /** The sources, as `readSources` gives them. */
  get sources() {
    return this.#sources;
  }

  /** Shows what has changed. */
  update() {
    const { state } = this.#answer;
    if (state.passages && state.passages !== this.#passages) this.#showSources(state.passages);
    this.#showNote();
    this.#sentences.hear(state.text, this.#answer.ended);
    this.#paint();
  }

  /** Nothing is drawn any more. */
  dispose() {
    cancelAnimationFrame(this.#frame);
  }

  #paint() {
    if (this.#frame) return;
    this.#lastFrame = 0;
    this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  /** One animation frame: shows a little more of the text. */
  #draw(now) {
    const { state, ended } = this.#answer;
    const over = ended || state.phase === 'closing';
    const full = this.#full(over);
    const left = full.length - this.#shown;
    const share = still() ? 1 : Math.min(1, (now - (this.#lastFrame || now - 16)) / SMOOTHING_MS);
    this.#lastFrame = now;
    this.#shown = left > 0 ? this.#shown + Math.max(1, Math.ceil(left * share)) : full.length;
    if (/[\ud800-\udbff]/.test(full[this.#shown - 1])) this.#shown++;
    const rest = full.length > this.#shown;
    this.#shownText = full.slice(0, this.#shown);
    this.#view.show(this.#shownText, rest || !over);
    this.#text.classList.toggle('busy', (rest || !over) && this.#shown > 0);
    this.#frame = rest ? requestAnimationFrame((time) => this.#draw(time)) : 0;
    if (over && !rest && !this.#finished) this.#finish();
    this.#host.grown();
  }

  /** The text to show; while a new attempt repeats what is on the page, that stays. */
  #full(over) {
    const { text, chunks } = this.#answer.state;
    if (chunks) return '';
    return !over && this.#shownText.startsWith(text) ? this.#shownText : text;
  }

  #finish() {
    const { state } = this.#answer;
    this.#finished = this.#answer.ended;
    if (!this.#finished) return;
    const { words } = this.#host;
    const copy = iconButton('copy', words.copy, () => this.#copy(copy), { part: 'copy' });
    const rate = (value) =>
      iconButton(value, words[value], () => this.#rate(value), {
        part: value,
        'aria-pressed': String(this.rating === value),
      });
    const again = iconButton('again', words.retry, this.#host.again, { part: 'again' });
    this.#actions.replaceChildren(
      ...(state.text ? [copy] : []),
      ...(state.phase === 'done' && state.text ? [rate('up'), rate('down')] : []),
      again,
    );
    this.#actions.hidden = false;
  }

  #copy(button) {
    navigator.clipboard?.writeText(this.#answer.state.text).then(() => {
      button.replaceChildren(icon('done'));
      this.#host.say(`${this.#host.words.copy} ✓`);
    });
  }

  #rate(value) {
    this.rating = value;
    this.#answer.rate(value);
    for (const button of this.#actions.querySelectorAll('[aria-pressed]')) {
      button.setAttribute('aria-pressed', String(button.part.contains(value)));
    }
    this.#host.rated();
  }

  #showNote() {
    const { state, ended } = this.#answer;
    const { words } = this.#host;
    const parts = [];
    if (state.phase === 'failed') parts.push(/busy|rate|quota/.test(state.error.code) ? words.busy : words.error);
    else if (/cancelled|length/.test(state.phase + state.finish)) parts.push(words.stopped);
    else if (state.moved) {
      const click = () => this.#answer.takeBack();
      parts.push(`${words.moved} `, h('button', { click }, words.retry));
    } else if (!ended && !state.text) parts.push(words.answering);
    this.#note.classList.toggle('bad', state.phase === 'failed');
    const text = tell(this.#note, parts);
    if (ended && text) this.#host.say(text);
  }

  #showSources(passages) {
    this.#passages = passages;
    this.#sources = readSources(passages, document.baseURI);
    this.#hosts = hostsOf(this.#sources);
    const cards = this.#sources.map((source) => this.#card(source));
    this.#sourcesBox.replaceChildren(...cards);
    this.#sourcesBox.hidden = cards.length === 0;
    this.#host.grown();
  }

  #card(source) {
    const picture = source.image
      ? h('img', { src: source.image, alt: '', loading: 'lazy', referrerpolicy: 'no-referrer', part: 'card-image',
          error: ({ target }) => target.replaceWith(icon('doc')) })
      : icon('doc');
    const parts = [
      picture,
      h('span', { part: 'card-title', dir: 'auto' }, source.title),
      ...(source.price ? [h('span', { part: 'card-price' }, price(source, this.#host.lang))] : []),
    ];
    const content = source.url
      ? h('a', { href: source.url, part: 'card' }, ...parts)
      : h('div', { part: 'card', tabindex: '-1' }, ...parts);
    return h('li', { 'data-ns': source.ns.join(' ') }, content);
  }

  #allowed(href) {
    const address = webAddress(href, document.baseURI);
    return address && this.#hosts.has(new URL(address).host) ? address : '';
  }

  #citation(n) {
    const source = this.#sources.find(({ ns }) => ns.includes(n));
    if (!source) return null;
    const click = () => this.#lead(n);
    return h('button', { part: 'citation', title: source.title,
      'aria-label': `${this.#host.words.sources}: ${source.title}`, click }, n);
  }

  /** Brings the source that is cited into view. */
  #lead(n) {
    const card = this.#sourcesBox.querySelector(`[data-ns~="${n}"] > *`);
    card?.scrollIntoView({ block: 'nearest', inline: 'center', behavior: still() ? 'auto' : 'smooth' });
    card?.focus({ preventScroll: true });
  }
}

function price({ price, currency }, lang) {
  const written = `${price} ${currency}`;
  try {
    return Number(price) ? new Intl.NumberFormat(lang, { style: 'currency', currency }).format(price) : written;
  } catch {
    return written; // there is no such currency
  }
}
