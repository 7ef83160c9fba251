/**
 * What the shop tells the chat beyond its attributes: colours and place, set without inline styles,
 * so that a strict Content-Security-Policy allows them; and where tokens come from. It runs before
 * the element is defined, which keeps what has been set on it.
 */
(() => {
  const chat = document.querySelector('sluice-chat');
  if (!chat) return;
  const { accent, onAccent, position, token: address } = chat.dataset;
  if (accent) chat.style.setProperty('--sluice-accent', accent);
  if (onAccent) chat.style.setProperty('--sluice-on-accent', onAccent);
  if (position === 'start') chat.style.insetInline = '20px auto';
  if (!address) return;

  // A token for each connection: they are few, and a token of before may have ended.
  chat.tokenProvider = async () => {
    const answer = await fetch(address, { method: 'POST', cache: 'no-store' });
    if (!answer.ok) throw new Error(`Expected a token from the shop but got ${answer.status}.`);
    return (await answer.json()).token;
  };
})();
