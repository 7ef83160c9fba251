/** The answer to one question: asks, resumes, cancels, and asks again where the protocol says so. */
import { backoff } from './backoff.js';
import { cancelled, failed, isEnded, newStream, readError, reduce } from './stream-reducer.js';
import { uuid } from './uuid.js';

/** From asking to the end, this much silence makes the client resume; docs/protocol.md. */
const SILENCE_MS = 10_000;
/** Resumes in a row that brought no part of the answer before it is asked for in one piece. */
const FRUITLESS = 4;
/** Errors in a row that answer a message, after which the client gives up. */
const REFUSALS = 4;
const LONGEST_WAIT_MS = 60_000;

const LOST = { code: 'answer_incomplete', message: '', retryable: true };

/** Made by `SluiceClient.ask` and `SluiceClient.restore`. */
export class Answer {
  /** The question as it is sent, without its stream id. */
  question;
  #state;
  #link;
  #listeners = new Set();
  #finished = Promise.withResolvers();
  #timer = 0;
  #asked;
  #stopping = false;
  /** A resume is under way, and frames that show a gap do not answer it. */
  #resuming = false;
  #fruitless = 0;
  #refusals = 0;
  #notFound = 0;
  #renewed = false;

  /**
   * @param {object} link what the client lends: `send(message)` (false without an open socket),
   *     `post(message)` (as soon as there is one), `need()`, `probe()`, `renew()` (false when no
   *     other token can be had)
   * @param {object} question the message's fields
   * @param {object} [saved] `state` of an earlier page, to be gone on with
   */
  constructor(link, question, saved) {
    this.#link = link;
    this.question = question;
    this.#state = saved ? { ...newStream(saved.id), ...saved } : newStream(uuid());
    this.#asked = Boolean(saved);
    if (isEnded(this.#state)) this.#finished.resolve(this.#state);
  }

  /** The stream as `stream-reducer.js` describes it; never changed, only replaced. */
  get state() {
    return this.#state;
  }

  get ended() {
    return isEnded(this.#state);
  }

  /** Whether a connection is needed for it. */
  get running() {
    return !this.ended && !this.#state.moved;
  }

  /** Resolves with the last state, however the answer ends. */
  get finished() {
    return this.#finished.promise;
  }

  /** Calls the listener after each change; the result ends that. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the answer where it is. */
  stop() {
    if (this.ended) return;
    this.#stopping = true;
    if (!this.#asked || !this.#speak()) this.#set(cancelled(this.#state));
  }

  /** Reads on here what has moved to another connection. */
  takeBack() {
    this.#set({ ...this.#state, moved: false });
    if (this.running && !this.#speak()) this.#link.need();
  }

  /** Rates the answer, `up` or `down`. */
  rate(rating, comment = '') {
    this.#link.post({ action: 'feedback', stream_id: this.#state.id, rating, comment });
  }

  /** A connection is open: says what has to be said on it. */
  opened() {
    if (!this.running) return;
    if (this.#asked) this.#again(LOST);
    else this.#speak();
  }

  /** The connection has been given up; silence proves nothing now. */
  dropped() {
    clearTimeout(this.#timer);
  }

  /** A frame has come, of this stream or of none. */
  heard(frame) {
    const before = this.#state;
    if (this.ended || (frame.stream_id ?? before.id) !== before.id) return;
    if (frame.type === 'error' && frame.attempt === undefined) {
      const waiting = this.#resuming || before.phase === 'asked';
      if (frame.stream_id || waiting) this.#refused(readError(frame));
      return;
    }
    const next = reduce(before, frame);
    if (!next.gap) this.#lively(frame);
    this.#set(next);
    if (this.running && next.gap && !this.#resuming) this.#speak();
  }

  #lively(frame) {
    this.#refusals = 0;
    if (!/^(status|immediate)$/.test(frame.type)) {
      this.#notFound = 0;
      this.#resuming = false;
      if (frame.type !== 'stream_start') this.#fruitless = 0;
    }
    this.#listen(SILENCE_MS);
  }

  #set(next) {
    const before = this.#state;
    this.#state = next;
    if (next.error?.code === 'token_expired' && this.#renew()) return;
    if (!this.running) clearTimeout(this.#timer);
    if (next !== before) this.#listeners.forEach((listener) => listener(this));
    if (this.ended) this.#finished.resolve(next);
  }

  /** Says what the stream's state asks for: cancel, ask, or resume; false when it cannot. */
  #speak() {
    const { id, text, attempt } = this.#state;
    let message = { action: 'query', ...this.question, stream_id: id };
    if (this.#stopping) message = { action: 'cancel', stream_id: id };
    else if (this.#asked) message = { action: 'resume', stream_id: id, offset: text.length, attempt };
    const sent = this.#link.send(message);
    if (sent) {
      this.#resuming = this.#asked;
      this.#asked = true;
      this.#listen(SILENCE_MS + (this.#fruitless ? backoff(this.#fruitless) : 0));
    }
    return sent;
  }

  #listen(ms) {
    clearTimeout(this.#timer);
    if (this.running) this.#timer = setTimeout(() => this.#silent(), ms);
  }

  #silent() {
    this.#link.probe();
    this.#again(LOST);
  }

  /** Resumes, unless that has been in vain too often. */
  #again(reason) {
    if (++this.#fruitless <= FRUITLESS) {
      this.#speak();
    } else if (this.#stopping) {
      this.#set(cancelled(this.#state));
    } else if (this.#state.phase === 'closing') {
      this.#set({ ...this.#state, phase: 'done' });
    } else if (this.question.stream === false) {
      this.#set(failed(this.#state, reason));
    } else {
      this.question = { ...this.question, stream: false };
      this.#askAnew();
    }
  }

  /** The stream is given up, also one whose question is still on its way: it must not be answered. */
  #askAnew() {
    this.#link.send({ action: 'cancel', stream_id: this.#state.id });
    this.#state = newStream(uuid());
    this.#fruitless = 0;
    this.#notFound = 0;
    this.#askAgain();
    this.#listeners.forEach((listener) => listener(this));
  }

  #askAgain() {
    this.#asked = false;
    this.#resuming = false;
    this.#speak();
  }

  /** The token ended before the question was taken: the same question is asked with a new one. */
  #renew() {
    if (this.#renewed || !this.#link.renew()) return false;
    this.#renewed = true;
    this.#state = newStream(uuid());
    this.#asked = false;
    return true;
  }

  /** An error has answered the last message; it is no end of the stream by itself. */
  #refused(error) {
    if (error.code === 'not_found') this.#unknown();
    else if (error.code === 'token_expired') this.#give(error);
    else if (!error.retryable || ++this.#refusals > REFUSALS) this.#give(error);
    else this.#later(error);
  }

  #give(error) {
    this.#set(failed(this.#state, error));
  }

  #later(error) {
    const wait = error.retryAfterMs ?? 500 + backoff(this.#refusals);
    if (wait > LONGEST_WAIT_MS) {
      this.#give(error);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#state.phase === 'asked' && !this.#state.passages) this.#askAgain();
      else this.#speak();
    }, wait);
  }

  #unknown() {
    if (this.#stopping) {
      this.#set(cancelled(this.#state));
    } else if (++this.#notFound === 1) {
      this.#state = newStream(this.#state.id);
      this.#askAgain();
    } else {
      this.#askAnew();
    }
  }
}
