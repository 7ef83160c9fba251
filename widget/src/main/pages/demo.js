/** The sample shop's page: the chat, the shelf, and the inspector beside them. */
import { settings } from './settings.js';
import { Inspector } from './inspector.js';
import { Shelf } from './shelf.js';

const byId = (id) => document.getElementById(id);
const chat = byId('chat');

const inspector = new Inspector({
  rows: byId('frames'),
  summary: byId('summary'),
  state: byId('socket-state'),
});
chat.openSocket = (url) => inspector.open(url);

byId('drop').addEventListener('click', () => inspector.drop());
byId('clear').addEventListener('click', () => inspector.clear());
byId('slow').addEventListener('click', ({ target }) => {
  target.setAttribute('aria-pressed', String(inspector.slow(!inspector.isSlow)));
});

const dark = matchMedia('(prefers-color-scheme: dark)').matches;
let theme = dark ? 'dark' : 'light';
const showTheme = () => {
  document.documentElement.dataset.theme = theme;
  chat.setAttribute('theme', theme);
  byId('theme').textContent = theme === 'dark' ? 'Light' : 'Dark';
};
byId('theme').addEventListener('click', () => {
  theme = theme === 'dark' ? 'light' : 'dark';
  showTheme();
});
showTheme();

const shelf = new Shelf({
  list: byId('shelf'),
  product: byId('product'),
  onproduct(product) {
    if (product) chat.setAttribute('product', product.id);
    else chat.removeAttribute('product');
  },
  onask: (question) => chat.ask(question),
});

try {
  const { url, key, shop, products } = await settings();
  byId('shop-name').textContent = shop;
  chat.setAttribute('key', key);
  chat.setAttribute('url', url);
  await shelf.load(products);
} catch (error) {
  byId('problem').hidden = false;
  byId('problem').textContent = error.message;
}
