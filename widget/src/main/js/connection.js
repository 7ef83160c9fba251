/**
 * One socket to the gateway, opened at the first need and again after each drop for as long as it is
 * wanted. It knows nothing of answers.
 */
import { backoff } from './backoff.js';
import { readFrame } from './frame-guard.js';

/** Each ping is two billed messages; a running answer notices a dead socket by its own silence. */
const PING_MS = 60_000;
/** How long a ping may stay without any message before the socket counts as dead. */
const PONG_MS = 8_000;
const OPEN_MS = 15_000;
/** Tries in a row, drops included, until a person is asked to try again. */
const MAX_TRIES = 6;
/** Refused handshakes in a row that are too many: each was made with a token that had just been given. */
const MAX_REFUSALS_WITH_PROVIDER = 4;

/** A socket of the browser's own. */
export const openSocket = (url) => new WebSocket(url);

/** The states are `idle`, `connecting`, `open`, `waiting` (for the next try) and `failed`. */
export class Connection {
  #options;
  #state = 'idle';
  #socket = null;
  /** Ends everything that belongs to the present socket or try: listeners, timers, waits. */
  #life = null;
  #failures = 0;
  #refusals = 0;
  #heardAt = 0;
  #network = new AbortController();

  /**
   * @param {object} options `url`; `token`, or `tokenProvider`, which is asked for one before each
   *     try, because browsers do not see why a handshake was refused, and may be async;
   *     `openSocket(url)`; `wanted()`: whether a dropped connection is to be opened again;
   *     `onframe(frame)`; `onstate(state)`
   */
  constructor(options) {
    this.#options = { openSocket, ...options };
    const { signal } = this.#network;
    const back = (event) => this.#back(event);
    addEventListener('online', back, { signal });
    document.addEventListener('visibilitychange', back, { signal });
  }

  get state() {
    return this.#state;
  }

  /** Opens the socket unless it is open or about to be. */
  need() {
    if (this.#state === 'idle') this.#connect();
    if (this.#state === 'failed') this.retry();
  }

  /** Tries again at once, after it has been given up too. */
  retry() {
    if (this.#state === 'open') return;
    this.#failures = 0;
    this.#refusals = 0;
    this.#connect();
  }

  /** Sends a message; false when there is no open socket. */
  send(message) {
    if (this.#state !== 'open') return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  /** Finds out whether the other side is still there, and connects again if it is not. */
  probe() {
    if (!this.send({ action: 'ping' })) return;
    const asked = performance.now();
    this.#after(PONG_MS, () => {
      if (this.#heardAt < asked) this.#drop();
    });
  }

  /** The token has ended: connects again with a new one; false when no provider gives one. */
  renew() {
    if (!this.#options.tokenProvider) return false;
    this.#connect();
    return true;
  }

  /** Closes the socket; `need` opens it again. */
  close() {
    this.#end();
    this.#to('idle');
  }

  /** Closes the socket and listens to nothing any more. */
  dispose() {
    this.#network.abort();
    this.close();
  }

  #to(state) {
    if (state === this.#state) return;
    this.#state = state;
    this.#options.onstate?.(state);
  }

  /** Leaves the present socket or try behind. */
  #end() {
    this.#life?.abort();
    this.#life = null;
    this.#socket?.close();
    this.#socket = null;
  }

  #after(ms, action) {
    const timer = setTimeout(action, ms);
    this.#life.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
    return timer;
  }

  async #connect() {
    this.#end();
    const { signal } = (this.#life = new AbortController());
    this.#to('connecting');
    const patience = this.#after(OPEN_MS, () => this.#refused());
    try {
      const { token, tokenProvider } = this.#options;
      const given = tokenProvider ? await tokenProvider() : token;
      if (!signal.aborted) this.#open(signal, patience, given);
    } catch {
      if (!signal.aborted) this.#refused();
    }
  }

  #open(signal, patience, token) {
    const url = new URL(this.#options.url, location.href);
    if (token) url.searchParams.set('token', token);
    const socket = (this.#socket = this.#options.openSocket(url.href));
    const on = (type, listener) => socket.addEventListener(type, listener, { signal });
    on('open', () => {
      clearTimeout(patience);
      this.#refusals = 0;
      this.#ping();
      this.#to('open');
    });
    on('message', (event) => this.#heard(event.data));
    on('close', () => (this.#state === 'open' ? this.#drop() : this.#refused()));
  }

  #ping() {
    this.#after(PING_MS, () => {
      this.probe();
      this.#ping();
    });
  }

  #heard(data) {
    this.#heardAt = performance.now();
    this.#failures = 0;
    const frame = readFrame(data);
    if (frame) this.#options.onframe(frame);
  }

  #refused() {
    this.#refusals++;
    this.#drop();
  }

  #drop() {
    this.#end();
    const wait = backoff(this.#failures++);
    const refusals = this.#options.tokenProvider ? MAX_REFUSALS_WITH_PROVIDER : MAX_TRIES;
    if (this.#failures >= MAX_TRIES || this.#refusals >= refusals) {
      this.#to('failed');
    } else if (this.#options.wanted()) {
      this.#life = new AbortController();
      this.#after(wait, () => this.#connect());
      this.#to('waiting');
    } else {
      this.#to('idle');
    }
  }

  /** The network or the page is back: what was waited for may work now. */
  #back(event) {
    const online = event.type === 'online';
    if (!online && document.hidden) return;
    if (this.#state === 'open') this.probe();
    else if (this.#state === 'waiting' || (online && this.#state === 'failed')) this.retry();
  }
}
