/** What an answer stands on: the passages of an `immediate` frame, made safe to show. Pure. */

const MAX_SOURCES = 20;
const MAX_TEXT = 300;
/** Embeddings, overrides and isolates: they can make a text read as another one. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/** The text without characters that reorder it. */
export const plain = (text) => text.replace(BIDI_CONTROLS, '');

const short = (value) => (typeof value === 'string' ? plain(value).trim().slice(0, MAX_TEXT) : '');

/**
 * An absolute http(s) address, or empty.
 *
 * @param {unknown} url absolute, or relative to the base
 * @param {string} base the page's address
 */
export function webAddress(url, base) {
  try {
    const address = typeof url === 'string' && url.trim() ? new URL(url.trim(), base) : null;
    return address && /^https?:$/.test(address.protocol) && !address.username ? address.href : '';
  } catch {
    return '';
  }
}

/**
 * The documents and products of the passages, each once, in rank order.
 *
 * @param {object} data of an `immediate` frame
 * @param {string} base the page's address
 * @returns {{ns: number[], source: string, title: string, url: string, image: string,
 *     price: string, currency: string}[]} `ns` are the numbers by which the answer cites it
 */
export function readSources(data, base) {
  const bySource = new Map();
  const snippets = Array.isArray(data?.snippets) ? data.snippets.slice(0, MAX_SOURCES) : [];
  snippets.forEach((snippet, index) => {
    const source = short(snippet?.source);
    const known = bySource.get(source);
    if (known) {
      known.ns.push(index + 1);
    } else {
      bySource.set(source, readSource(snippet ?? {}, source, index + 1, base));
    }
  });
  return [...bySource.values()];
}

function readSource(snippet, source, n, base) {
  const metadata = snippet.metadata ?? {};
  return {
    ns: [n],
    source,
    title: short(snippet.title) || source,
    url: webAddress(snippet.url, base),
    image: webAddress(metadata.image, base),
    price: short(metadata.price),
    currency: short(metadata.currency),
  };
}

/** The hosts that links of an answer may lead to. */
export const hostsOf = (sources) =>
  new Set(sources.filter((source) => source.url).map((source) => new URL(source.url).host));
