/**
 * One socket to the gateway, opened at the first need and again after each drop for as long as it is
 * wanted. It knows nothing of answers.
 */
import { backoff } from './backoff.js';
import { readFrame } from './frame-guard.js';

const PING_MS = 30_000;
/** How long a ping may stay without any message before the socket counts as dead. */
const PONG_MS = 8_000;
const OPEN_MS = 15_000;
/** Refused handshakes after which a new token is asked for: browsers do not see the status. */
const REFUSALS_BEFORE_RENEWAL = 2;
const MAX_TRIES = 6;
const MAX_REFUSALS_WITH_PROVIDER = 4;
/** A token is renewed this long before it ends, for the way to the server takes time. */
const EXPIRY_MARGIN_MS = 5_000;

/** When a JWT ends, in milliseconds since 1970; infinity for anything else. */
export function tokenEnd(token) {
  try {
    const claims = JSON.parse(atob(token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')));
    return claims.exp > 0 ? claims.exp * 1000 : Infinity;
  } catch {
    return Infinity;
  }
}

/** The states are `idle`, `connecting`, `open`, `waiting` (for the next try) and `failed`. */
export class Connection {
  #options;
  #token;
  #state = 'idle';
  #socket = null;
  /** Ends everything that belongs to the present socket or try: listeners, timers, waits. */
  #life = null;
  #failures = 0;
  #refusals = 0;
  #staleToken = false;
  #heardAt = 0;
  #network = new AbortController();

  /**
   * @param {object} options `url`; `token` or `tokenProvider` (may be async); `openSocket(url)`;
   *     `wanted()`: whether a dropped connection is to be opened again; `onframe(frame)`;
   *     `onstate(state)`
   */
  constructor(options) {
    this.#options = { openSocket: (url) => new WebSocket(url), ...options };
    this.#token = options.token || '';
    const { signal } = this.#network;
    const back = (event) => this.#back(event);
    globalThis.addEventListener?.('online', back, { signal });
    globalThis.document?.addEventListener('visibilitychange', back, { signal });
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
    this.#staleToken = true;
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
      await this.#provideToken();
      if (!signal.aborted) this.#open(signal, patience);
    } catch {
      if (!signal.aborted) this.#refused();
    }
  }

  async #provideToken() {
    const { tokenProvider } = this.#options;
    const ended = () => tokenEnd(this.#token) - EXPIRY_MARGIN_MS < Date.now();
    const renewal = this.#refusals > 0 && this.#refusals % REFUSALS_BEFORE_RENEWAL === 0;
    if (tokenProvider && (!this.#token || this.#staleToken || renewal || ended())) {
      this.#token = await tokenProvider();
      this.#staleToken = false;
    }
  }

  #open(signal, patience) {
    const url = new URL(this.#options.url, globalThis.location?.href);
    if (this.#token) url.searchParams.set('token', this.#token);
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
    if (frame && frame.type !== 'pong') this.#options.onframe(frame);
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
