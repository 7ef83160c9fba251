/** Cuts a growing answer into sentences, for those who hear it. Pure but for the listener. */
import { parse } from './markdown.js';

const END = /[.!?…](?=["'”’)\]*_]*\s)|[。！？]|\n\n/g;
/** Nothing is heard before this much has come: many short pieces tire more than a few long ones. */
const AT_LEAST = 60;

/** The words of a node of `parse`, without marks and citations. */
const spoken = (node) =>
  typeof node === 'string' ? node : node[0] === 'cite' ? '' : node.slice(2).map(spoken).join('') + (node[0] === 'em' ? '' : ' ');

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
    if (end < (ended ? 1 : AT_LEAST)) return;
    this.#said = text.slice(0, from + end);
    const words = parse(fresh.slice(0, end)).map(({ node }) => spoken(node)).join(' ');
    this.#listener(words.replace(/\s+/g, ' ').trim());
  }
}
