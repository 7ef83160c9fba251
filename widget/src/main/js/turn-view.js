/** One question with its sources and its answer, as it is shown. */
import { h, icon, iconButton } from './dom.js';
import { MarkdownView } from './markdown.js';
import { hostsOf, readSources, webAddress } from './sources.js';
import { Sentences } from './sentences.js';

/** Text that has come is shown within about this time, so that coarse frames read smoothly. */
const SMOOTHING_MS = 250;

export class TurnView {
  element;
  #host;
  #answer;
  #sources = [];
  #hosts = new Set();
  #passages = null;
  #sourcesBox = h('div', { part: 'sources', class: 'sources', hidden: true });
  #text = h('div', { part: 'answer', class: 'answer', dir: 'auto' });
  #note = h('p', { part: 'note', class: 'note', hidden: true });
  #actions = h('div', { part: 'actions', class: 'actions', hidden: true });
  #view;
  #shown = 0;
  #shownText = '';
  #frame = 0;
  #lastFrame = 0;
  #finished = false;
  #sentences;

  /**
   * @param {object} host the element's side: `words`, `say(text)`, `again(turn)`, `rated(turn)`,
   *     `grown()`, `still` (whether motion is unwanted)
   * @param {import('./answer.js').Answer} answer
   * @param {string} rating what the visitor has said of it before
   */
  constructor(host, answer, rating = '') {
    this.#host = host;
    this.#answer = answer;
    this.rating = rating;
    this.#sentences = new Sentences((text) => host.say(text));
    this.#view = new MarkdownView(this.#text, {
      link: (href) => this.#allowed(href),
      cite: (n) => this.#citation(n),
    });
    this.element = h(
      'article',
      { part: 'turn', class: 'turn' },
      h('p', { part: 'question', class: 'question', dir: 'auto' },
        h('span', { class: 'sr' }, `${host.words.asked} `), answer.question.question),
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
    const share = this.#host.still ? 1 : Math.min(1, (now - this.#lastFrame || 16) / SMOOTHING_MS);
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
    const again = iconButton('again', words.again, () => this.#host.again(this), { part: 'again' });
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
      this.#host.say(this.#host.words.copied);
    });
  }

  #rate(value) {
    this.rating = value;
    this.#answer.rate(value);
    for (const button of this.#actions.querySelectorAll('[aria-pressed]')) {
      button.setAttribute('aria-pressed', String(button.part.contains(value)));
    }
    this.#host.say(this.#host.words.thanks);
    this.#host.rated(this);
  }

  #showNote() {
    const { state, ended } = this.#answer;
    const { words } = this.#host;
    const parts = [];
    if (state.phase === 'failed') parts.push(words[WORDS_FOR[state.error.code]] ?? words.error);
    else if (state.phase === 'cancelled') parts.push(words.stopped);
    else if (state.moved) {
      const click = () => this.#answer.takeBack();
      parts.push(`${words.moved} `, h('button', { type: 'button', click }, words.here));
    } else if (state.finish === 'length') parts.push(words.cut);
    else if (state.model === 'extractive') parts.push(words.quotes);
    else if (!ended && !state.text) parts.push(state.passages ? words.answering : words.searching);
    const text = parts.map((part) => part.textContent ?? part).join('');
    this.#note.classList.toggle('wait', !ended && !state.moved);
    this.#note.classList.toggle('bad', state.phase === 'failed');
    if (this.#note.textContent === text) return;
    this.#note.hidden = parts.length === 0;
    this.#note.replaceChildren(...parts);
    if (ended) this.#host.say(text);
  }

  #showSources(passages) {
    this.#passages = passages;
    this.#sources = readSources(passages, document.baseURI);
    this.#hosts = hostsOf(this.#sources);
    const cards = this.#sources.map((source) => this.#card(source));
    this.#sourcesBox.replaceChildren(
      h('h3', { class: 'sr' }, this.#host.words.sources),
      h('ol', { class: 'cards', tabindex: '0', 'aria-label': this.#host.words.sources }, ...cards),
    );
    this.#sourcesBox.hidden = cards.length === 0;
    this.#host.grown();
  }

  #card(source) {
    const picture = source.image
      ? h('img', { src: source.image, alt: '', loading: 'lazy', referrerpolicy: 'no-referrer', part: 'card-image',
          error: (event) => event.target.replaceWith(icon('doc')) })
      : icon('doc');
    const parts = [
      picture,
      h('span', { class: 'name', dir: 'auto' }, source.title),
      ...(source.price ? [h('span', { class: 'price', part: 'card-price' }, price(source, this.#host.lang))] : []),
    ];
    const content = source.url
      ? h('a', { href: source.url, target: '_blank', rel: 'noopener', part: 'card' }, ...parts)
      : h('div', { part: 'card', tabindex: '-1' }, ...parts);
    return h('li', { 'data-ns': source.ns.join(' '), value: source.ns[0] }, content);
  }

  #allowed(href) {
    const address = webAddress(href, document.baseURI);
    return address && this.#hosts.has(new URL(address).host) ? address : '';
  }

  #citation(n) {
    const source = this.#sources.find(({ ns }) => ns.includes(n));
    if (!source) return null;
    const click = () => this.#lead(n);
    return h('button', { type: 'button', class: 'cite', part: 'citation', title: source.title,
      'aria-label': `${this.#host.words.sources}: ${source.title}`, click }, String(n));
  }

  /** Brings the source that is cited into view. */
  #lead(n) {
    const card = this.#sourcesBox.querySelector(`[data-ns~="${n}"] > *`);
    card?.scrollIntoView({ block: 'nearest', inline: 'center', behavior: this.#host.still ? 'auto' : 'smooth' });
    card?.focus({ preventScroll: true });
  }
}

const WORDS_FOR = {
  answer_incomplete: 'broken',
  model_timeout: 'broken',
  rate_limited: 'busy',
  busy: 'busy',
  quota_exhausted: 'quota',
  question_too_long: 'long',
};

function price({ price, currency }, lang) {
  const amount = Number(price);
  try {
    if (price && Number.isFinite(amount) && currency) {
      return new Intl.NumberFormat(lang, { style: 'currency', currency }).format(amount);
    }
  } catch {
    // no such currency: as it is written
  }
  return `${price} ${currency}`.trim();
}
