/** Shows the use of the plain client: a form, the sources, the text, the state. */
import { SluiceClient, readSources } from './sluice-client.js';
import { settings } from './settings.js';

const byId = (id) => document.getElementById(id);
const { url, key, shop } = await settings();
byId('shop-name').textContent = shop;

const client = new SluiceClient({ url, token: key });
let answer = null;

byId('form').addEventListener('submit', (event) => {
  event.preventDefault();
  answer = client.ask(byId('question').value);
  answer.subscribe(show);
  byId('stop').disabled = false;
  show(answer);
});
byId('stop').addEventListener('click', () => answer?.stop());

function show({ state, ended }) {
  byId('state').textContent = `${state.phase}, attempt ${state.attempt}, ${state.text.length} characters, connection ${client.connection}`;
  byId('output').textContent = state.error ? `${state.text}\n\n${state.error.message}` : state.text;
  byId('sources').replaceChildren(...readSources(state.passages ?? {}, document.baseURI).map(item));
  byId('stop').disabled = ended;
}

function item({ title, url: address }) {
  const li = document.createElement('li');
  const node = document.createElement(address ? 'a' : 'span');
  if (address) node.href = address;
  node.textContent = title;
  li.append(node);
  return li;
}
