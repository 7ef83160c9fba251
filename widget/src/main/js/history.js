/**
 * What the tab remembers of its conversation. Nothing is written before the visitor has opened the
 * chat; storage that is forbidden is done without.
 */

const MAX_TURNS = 20;

/** What was saved under the name, or null. */
export function load(name) {
  try {
    const saved = JSON.parse(sessionStorage.getItem(name));
    return Array.isArray(saved?.turns) && saved.session ? saved : null;
  } catch {
    return null;
  }
}

/** Saves the session, whether the chat is open, and as many of the last turns as there is room for. */
export function save(name, saved) {
  for (let kept = MAX_TURNS; kept >= 1; kept >>= 1) {
    try {
      sessionStorage.setItem(name, JSON.stringify({ ...saved, turns: saved.turns.slice(-kept) }));
      return;
    } catch {
      // full: fewer turns, or none, and the conversation ends with the page
    }
  }
}
