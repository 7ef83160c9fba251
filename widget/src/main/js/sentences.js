/** Cuts a growing answer into sentences, for those who hear it. Pure but for the listener. */

const END = /[.!?…。！？](?=["'”’)\]*_]*\s)|[。！？]|\n\n/g;
/** Nothing is heard before this much has come: many short pieces tire more than a few long ones. */
const AT_LEAST = 60;

/** What a listener is told instead of the text's marks. */
const spoken = (markdown) =>
  markdown
    .replace(/```\w*/g, ' ')
    .replace(/!?\[([^\][]*)\]\([^)]*\)/g, '$1')
    .replace(/\[\d[\d ,;]*\]/g, '')
    .replace(/(^|\n) *(#+|>|[-*+]|\d+[.)]) /g, '$1')
    .replace(/[*_`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

export class Sentences {
  #said = '';
  #listener;

  /** @param {(text: string) => void} listener gets whole sentences */
  constructor(listener) {
    this.#listener = listener;
  }

  /** What has been read before is not said. */
  skip(text) {
    this.#said = text;
  }

  /** Takes the text so far. */
  hear(text, ended) {
    if (text.length <= this.#said.length) return;
    const from = text.startsWith(this.#said) ? this.#said.length : 0;
    const fresh = text.slice(from);
    let end = ended ? fresh.length : 0;
    if (!ended) for (const match of fresh.matchAll(END)) end = match.index + match[0].length;
    if (end === 0 || (!ended && end < AT_LEAST)) return;
    this.#said = text.slice(0, from + end);
    const words = spoken(fresh.slice(0, end));
    if (words) this.#listener(words);
  }
}
