/** Shows each message of a socket with its time, and lets the network be worse than it is. */

const SLOW_MS = 400;
const MAX_ROWS = 400;
const CONTENT_LENGTH = 120;

/** A socket between the chat and the real one: it reports, delays and breaks. */
class WatchedSocket extends EventTarget {
  #socket;
  #watch;
  /** Messages are delivered in order, this one after that promise. */
  #last = Promise.resolve();

  constructor(url, watch) {
    super();
    this.#socket = new WebSocket(url);
    this.#watch = watch;
    this.#socket.addEventListener('open', () => this.#pass(new Event('open'), 'open'));
    this.#socket.addEventListener('close', () => this.#pass(new Event('close'), 'closed'));
    this.#socket.addEventListener('message', ({ data }) => this.#deliver(data));
  }

  get readyState() {
    return this.#socket.readyState;
  }

  send(text) {
    this.#watch.message('out', text);
    this.#socket.send(text);
  }

  close() {
    this.#socket.close();
  }

  #pass(event, state) {
    this.#watch.state(state);
    this.dispatchEvent(event);
  }

  #deliver(data) {
    const delay = this.#watch.delay();
    const wait = delay ? new Promise((resolve) => setTimeout(resolve, delay)) : undefined;
    this.#last = this.#last.then(() => wait).then(() => {
      if (this.readyState > WebSocket.OPEN) return;
      this.#watch.message('in', data);
      this.dispatchEvent(new MessageEvent('message', { data }));
    });
  }
}

export class Inspector {
  #rows;
  #summary;
  #state;
  #slow = false;
  #socket = null;
  #asked = 0;
  #before = 0;
  #firstSource = 0;
  #firstToken = 0;
  #tokens = 0;

  /** @param {{rows: Element, summary: Element, state: Element}} places where to show what */
  constructor({ rows, summary, state }) {
    this.#rows = rows;
    this.#summary = summary;
    this.#state = state;
  }

  get isSlow() {
    return this.#slow;
  }

  /** A socket that is watched; for the chat's `openSocket`. */
  open(url) {
    this.#tell('connecting');
    this.#socket = new WatchedSocket(url, {
      message: (direction, text) => this.#row(direction, text),
      state: (state) => this.#tell(state),
      delay: () => (this.#slow ? SLOW_MS * (0.5 + Math.random()) : 0),
    });
    return this.#socket;
  }

  /** Breaks the connection as a bad network would: the chat is not told beforehand. */
  drop() {
    this.#socket?.close();
  }

  /** Whether messages are to come late from now on; gives that back. */
  slow(slow) {
    this.#slow = slow;
    return slow;
  }

  clear() {
    this.#rows.replaceChildren();
  }

  #tell(state) {
    this.#state.textContent = state;
    this.#state.dataset.state = state;
  }

  #row(direction, text) {
    const now = performance.now();
    const frame = parsed(text);
    const type = frame.type ?? frame.action ?? 'question';
    if (direction === 'out' && type === 'query') this.#begin(now);
    if (direction === 'in') this.#measure(type, now);
    const row = document.createElement('tr');
    row.className = `${direction} ${type}`;
    for (const content of [
      seconds(now - this.#asked),
      this.#before ? `+${Math.round(now - this.#before)}` : '',
      direction === 'in' ? '←' : '→',
      type,
      String(new TextEncoder().encode(text).length),
      excerpt(frame, text),
    ]) {
      row.append(cell(content));
    }
    row.title = text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
    this.#before = now;
    this.#rows.append(row);
    if (this.#rows.childElementCount > MAX_ROWS) this.#rows.firstElementChild.remove();
    const scroller = this.#rows.closest('.frames');
    scroller.scrollTop = scroller.scrollHeight;
  }

  #begin(now) {
    this.#asked = now;
    this.#before = 0;
    this.#firstSource = this.#firstToken = this.#tokens = 0;
  }

  #measure(type, now) {
    if (type === 'immediate') this.#firstSource ||= now;
    if (type === 'stream_token') {
      this.#firstToken ||= now;
      this.#tokens++;
    }
    const parts = [];
    if (this.#firstSource) parts.push(`sources after ${seconds(this.#firstSource - this.#asked)}`);
    if (this.#firstToken) parts.push(`first words after ${seconds(this.#firstToken - this.#asked)}`);
    if (this.#tokens) parts.push(`${this.#tokens} token frames`);
    if (type === 'complete') parts.push(`complete after ${seconds(now - this.#asked)}`);
    if (parts.length) this.#summary.textContent = parts.join(' · ');
  }
}

const seconds = (ms) => `${(ms / 1000).toFixed(3)} s`;

function cell(content) {
  const cell = document.createElement('td');
  cell.textContent = content;
  return cell;
}

function parsed(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** What tells this frame from the next. */
function excerpt(frame, text) {
  const at = frame.offset === undefined ? '' : `@${frame.offset} `;
  const attempt = frame.attempt === undefined ? '' : `attempt ${frame.attempt} `;
  const content =
    frame.token !== undefined ? JSON.stringify(frame.token)
    : frame.question ?? frame.code ?? frame.finish_reason ??
      (frame.data?.snippets ? `${frame.data.snippets.length} passages` : frame.message ?? (frame.type ? '' : text));
  return `${attempt}${at}${String(content).slice(0, CONTENT_LENGTH)}`;
}
