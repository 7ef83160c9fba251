/**
 * The chat's transport for people who build their own interface.
 *
 * ```js
 * const client = new SluiceClient({ url: 'wss://chat.example.com', token: 'sk_…' });
 * const answer = client.ask('Do you ship to Norway?');
 * answer.subscribe(({ state }) => { output.textContent = state.text; });
 * await answer.finished;
 * ```
 */
import { Answer } from './answer.js';
import { Connection } from './connection.js';
import { uuid } from './uuid.js';

export { Answer };
export { hostsOf, readSources } from './sources.js';

/** Failed answers in a row after which the next is asked for in one piece. */
const FAILURES = 2;

/** One conversation over one socket, which is opened by the first question. */
export class SluiceClient {
  /** The conversation's id, under which the server remembers earlier turns. */
  session;
  #connection;
  #answers = new Set();
  #onconnection;
  #failures = 0;
  /** Messages that wait for an open socket. */
  #posts = [];

  /**
   * @param {object} options `url` (ws or wss); `token`, or `tokenProvider` (a function that gives
   *     one, may be async); `session`; `onconnection(state)`; `openSocket(url)`
   */
  constructor({ session = uuid(), onconnection, ...options }) {
    this.session = session;
    this.#onconnection = onconnection;
    this.#connection = new Connection({
      ...options,
      wanted: () => this.#running.length > 0 || this.#posts.length > 0,
      onframe: (frame) => this.#answers.forEach((answer) => answer.heard(frame)),
      onstate: (state) => this.#changed(state),
    });
  }

  /** `idle`, `connecting`, `open`, `waiting` or `failed`. */
  get connection() {
    return this.#connection.state;
  }

  /**
   * Asks a question.
   *
   * @param {string} question 1 to 4000 characters
   * @param {object} [options] `context` {product_id, url, locale, currency}, `humanize`, `stream`,
   *     `top_k`, `filters`
   */
  ask(question, options = {}) {
    const stream = this.#failures < FAILURES ? {} : { stream: false };
    const message = { question, session_id: this.session, ...stream, ...options };
    return this.#take(new Answer(this.#link(), message));
  }

  /** Goes on with an answer of an earlier page: its `question` and its `state`, as they were. */
  restore({ question, state }) {
    return this.#take(new Answer(this.#link(), question, state));
  }

  /** Tries to connect again after `failed`. */
  retry() {
    this.#connection.retry();
  }

  /** Closes the socket and forgets what is under way; the client cannot be used again. */
  close() {
    this.#answers.forEach((answer) => answer.dropped());
    this.#answers.clear();
    this.#connection.dispose();
  }

  get #running() {
    return [...this.#answers].filter((answer) => answer.running);
  }

  #link() {
    return {
      send: (message) => this.#connection.send(message),
      post: (message) => this.#post(message),
      need: () => this.#connection.need(),
      probe: () => this.#connection.probe(),
      renew: () => this.#connection.renew(),
    };
  }

  #take(answer) {
    this.#answers.add(answer);
    answer.finished.then((state) => this.#done(answer, state));
    if (answer.running && this.connection === 'open') answer.opened();
    else if (answer.running) this.#connection.need();
    return answer;
  }

  #post(message) {
    if (this.#connection.send(message)) return;
    this.#posts.push(message);
    this.#connection.need();
  }

  #done(answer, state) {
    this.#answers.delete(answer);
    if (state.phase === 'done') this.#failures = 0;
    if (state.phase === 'failed' && state.error.retryable) this.#failures++;
  }

  #changed(state) {
    if (state === 'open') this.#posts.splice(0).forEach((message) => this.#post(message));
    const tell = state === 'open' ? 'opened' : 'dropped';
    this.#answers.forEach((answer) => answer[tell]());
    this.#onconnection?.(state);
  }
}
