/**
 * What the tab remembers of its conversation. Nothing is written before the visitor has opened the
 * chat; storage that is full or forbidden is done without.
 */

const MAX_TURNS = 20;
const MAX_CHARS = 1_000_000;

export class History {
  #key;

  /** @param {string} name what tells this chat from another on the same page's origin */
  constructor(name) {
    this.#key = `sluice:${name}`;
  }

  /** What was saved, or null. */
  load() {
    try {
      const saved = JSON.parse(sessionStorage.getItem(this.#key));
      return Array.isArray(saved?.turns) && typeof saved.session === 'string' ? saved : null;
    } catch {
      return null;
    }
  }

  /** Saves the session, whether the chat is open, and the last turns. */
  save(saved) {
    let turns = saved.turns.slice(-MAX_TURNS);
    let text = JSON.stringify({ ...saved, turns });
    while (text.length > MAX_CHARS && turns.length > 1) {
      turns = turns.slice(1);
      text = JSON.stringify({ ...saved, turns });
    }
    try {
      sessionStorage.setItem(this.#key, text);
    } catch {
      // the conversation then ends with the page
    }
  }
}
