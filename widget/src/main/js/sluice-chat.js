/**
 * Defines `<sluice-chat>` and, when this script's own tag has `data-url`, puts one into the page:
 * `<script src="…/sluice-chat.js" data-url="wss://…" data-key="…" async></script>`. Every other
 * `data-` attribute becomes the element's.
 */
import { SluiceChatElement } from './sluice-chat-element.js';

if (!customElements.get('sluice-chat')) customElements.define('sluice-chat', SluiceChatElement);

const script = document.currentScript;
if (script?.dataset.url) {
  const insert = () => {
    const chat = document.createElement('sluice-chat');
    for (const { name, value } of script.attributes) {
      if (name.startsWith('data-')) chat.setAttribute(name.slice(5), value);
    }
    document.body.append(chat);
  };
  if (document.body) insert();
  else addEventListener('DOMContentLoaded', insert, { once: true });
}
