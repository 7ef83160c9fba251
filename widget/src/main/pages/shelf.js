/** A few of the shop's products, and the one on screen, for which questions are asked in context. */

const SHOWN = 8;
const PRODUCT_PATH = /^\/p\/([\w-]+)$/;

export class Shelf {
  #list;
  #product;
  #onproduct;
  #onask;
  #products = new Map();

  /** @param {{list: Element, product: Element, onproduct: Function, onask: Function}} places */
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
    if (!address) return;
    const answer = await fetch(address);
    if (!answer.ok) return;
    for (const line of (await answer.text()).split('\n')) {
      const product = line.trim() && JSON.parse(line);
      if (product) this.#products.set(product.url, product);
    }
    const all = [...this.#products.values()];
    const step = Math.max(1, Math.floor(all.length / SHOWN));
    this.#list.replaceChildren(...all.filter((_, n) => n % step === 0).slice(0, SHOWN).map(tile));
    this.#show();
  }

  /** A link to a product of ours changes what is on screen; the chat goes on. */
  #follow(event) {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    const address = link && new URL(link.href, location.href);
    const ours = address?.origin === location.origin && this.#products.has(address.pathname);
    if (!ours || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, '', address.pathname);
    this.#show();
    this.#product.scrollIntoView({ block: 'nearest' });
  }

  #show() {
    const product = PRODUCT_PATH.test(location.pathname) && this.#products.get(location.pathname);
    this.#product.hidden = !product;
    this.#onproduct(product || null);
    if (!product) return;
    const ask = element('button', `Ask about this ${product.category?.split(' > ').at(-1) ?? 'product'}`);
    ask.type = 'button';
    ask.addEventListener('click', () => this.#onask(`What should I know about ${product.title}?`));
    this.#product.replaceChildren(
      picture(product),
      box(element('h2', product.title), element('p', price(product), 'price'), element('p', product.description), ask),
    );
  }
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
