/** What the server says about itself: `config.json` beside the page. */

/**
 * The socket's address, a key for it, the shop's name, and where its products can be read.
 *
 * @returns {Promise<{url: string, key: string, shop: string, products: string}>}
 */
export async function settings() {
  const answer = await fetch('/config.json', { cache: 'no-store' });
  if (!answer.ok) throw new Error(`Expected /config.json to say where the chat is but got ${answer.status}.`);
  const { url = '/ws/query', key = '', shop = 'Sample shop', products = '' } = await answer.json();
  const socket = new URL(url, location.href);
  socket.protocol = socket.protocol.replace(/^http/, 'ws');
  return { url: socket.href, key, shop, products };
}
