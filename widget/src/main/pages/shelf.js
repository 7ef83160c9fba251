/** What of the shop is on screen: some products, and the product or the page that was followed. */
import { MarkdownView } from './sluice-markdown.js';

const SHOWN = 8;
const PAGE_PATH = /^\/pages\/[\w-]+$/;

export class Shelf {
  #list;
  #product;
  #onproduct;
  #onask;
  #products = new Map();

  /**
   * @param {{list: Element, product: Element, onproduct: Function, onask: Function}} places
   *     `onproduct(product)` hears of the product on screen, or null; `onask(question)` asks
   */
  constructor({ list, product, onproduct, onask }) {
    this.#list = list;
    this.#product = product;
    this.#onproduct = onproduct;
    this.#onask = onask;
    addEventListener('popstate', () => this.#show());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** Reads the products, one JSON object a line, and shows some of them. */
  async load(address) {
    const answer = address ? await fetch(address) : null;
    const lines = answer?.ok ? (await answer.text()).split('\n') : [];
    for (const line of lines.filter((line) => line.trim())) {
      const product = JSON.parse(line);
      this.#products.set(product.url, product);
    }
    const all = [...this.#products.values()];
    const step = Math.max(1, Math.floor(all.length / SHOWN));
    this.#list.replaceChildren(...all.filter((_, n) => n % step === 0).slice(0, SHOWN).map(tile));
    await this.#show();
  }

  /** A link within the shop changes what is on screen; the chat goes on. */
  #follow(event) {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    const address = link && new URL(link.href, location.href);
    const ours = address?.origin === location.origin &&
      (this.#products.has(address.pathname) || PAGE_PATH.test(address.pathname));
    if (!ours || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', address.pathname);
    this.#show();
    this.#product.scrollIntoView({ block: 'nearest' });
  }

  async #show() {
    const path = location.pathname;
    const product = this.#products.get(path);
    const page = PAGE_PATH.test(path) ? await markdown(`${path}.md`) : '';
    if (path !== location.pathname) return;
    this.#onproduct(product ?? null);
    this.#product.hidden = !product && !page;
    this.#product.classList.toggle('page', Boolean(page));
    if (product) this.#showProduct(product);
    if (page) new MarkdownView(this.#product, { link: sameOrigin, cite: () => null }).show(page, false);
  }

  #showProduct(product) {
    const ask = element('button', 'Ask about it');
    ask.type = 'button';
    ask.addEventListener('click', () => this.#onask(`What should I know about ${product.title}?`));
    this.#product.replaceChildren(
      picture(product),
      box(element('h2', product.title), element('p', price(product), 'price'), element('p', product.description), ask),
    );
  }
}

/** A page's text without its front matter, empty when there is none. */
async function markdown(address) {
  const answer = await fetch(address);
  return answer.ok ? (await answer.text()).replace(/^---\n.*?\n---\n/s, '') : '';
}

function sameOrigin(href) {
  const address = new URL(href, location.href);
  return address.origin === location.origin ? address.href : '';
}

function tile(product) {
  const link = element('a', '');
  link.href = product.url;
  link.append(picture(product), element('span', product.title), element('span', price(product), 'price'));
  const item = element('li', '');
  item.append(link);
  return item;
}

const price = ({ price, currency }) =>
  price === undefined ? '' : new Intl.NumberFormat('en', { style: 'currency', currency: currency ?? 'EUR' }).format(price);

function picture({ image }) {
  const img = document.createElement('img');
  img.alt = '';
  if (image) img.src = image;
  return img;
}

function box(...children) {
  const div = document.createElement('div');
  div.append(...children);
  return div;
}

function element(tag, text, className = '') {
  const node = document.createElement(tag);
  node.textContent = text ?? '';
  node.className = className;
  return node;
}
