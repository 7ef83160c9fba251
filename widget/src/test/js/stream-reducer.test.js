import { isEnded, newStream, reduce } from '/src/main/js/stream-reducer.js';
import { equal, ok, pick } from './check.js';

const ID = 'a';
const start = (attempt, offset) => ({ type: 'stream_start', stream_id: ID, attempt, offset });
const token = (attempt, offset, text) => ({ type: 'stream_token', stream_id: ID, attempt, offset, token: text });
const end = (attempt, length, finish_reason = 'stop') => ({ type: 'stream_end', stream_id: ID, attempt, length, finish_reason, citations: [] });
const complete = (attempt) => ({ type: 'complete', stream_id: ID, attempt, model: 'm' });
const overview = (attempt, data) => ({ type: 'overview', stream_id: ID, attempt, data });
const after = (...frames) => frames.reduce(reduce, newStream(ID));
const seen = (state) => pick(state, 'phase', 'text', 'attempt', 'gap');

export default {
  'an answer is the text of its tokens'() {
    const state = after(start(1, 0), token(1, 0, 'Hello'), token(1, 5, ', you'), end(1, 10), complete(1));
    equal(seen(state), { phase: 'done', text: 'Hello, you', attempt: 1, gap: false });
    equal(pick(state, 'finish', 'model'), { finish: 'stop', model: 'm' });
  },
  'a frame that comes twice changes nothing'() {
    const frames = [start(1, 0), token(1, 0, 'Hello'), token(1, 5, ', you'), end(1, 10), complete(1)];
    const twice = frames.flatMap((frame) => [frame, frame]);
    equal(after(...twice), after(...frames));
    equal(after(...frames.slice(0, 3), ...frames), after(...frames));
  },
  'of a token only what lies beyond the text is taken'() {
    equal(after(start(1, 0), token(1, 0, 'Hello'), token(1, 3, 'lo, you')).text, 'Hello, you');
    equal(after(start(1, 0), token(1, 0, 'Hello'), token(1, 1, 'el')).text, 'Hello');
  },
  'offsets count UTF-16 code units'() {
    equal(after(start(1, 0), token(1, 0, '🎈'), token(1, 2, '!')).text, '🎈!');
  },
  'an offset beyond the text is a gap, and the text stays as it is'() {
    equal(seen(after(start(1, 0), token(1, 0, 'He'), token(1, 3, 'lo'))), { phase: 'streaming', text: 'He', attempt: 1, gap: true });
  },
  'a gap is closed by the piece that was missing'() {
    equal(seen(after(start(1, 0), token(1, 0, 'He'), token(1, 3, 'lo'), start(1, 2), token(1, 2, 'llo'))), { phase: 'streaming', text: 'Hello', attempt: 1, gap: false });
  },
  'a token of an attempt that has not been started is a gap'() {
    equal(seen(after(start(1, 0), token(1, 0, 'Hello'), token(2, 0, 'H'))), { phase: 'streaming', text: 'Hello', attempt: 1, gap: true });
    equal(seen(after(token(1, 0, 'H'))), { phase: 'asked', text: '', attempt: 0, gap: true });
  },
  'a new attempt empties the text'() {
    equal(seen(after(start(1, 0), token(1, 0, 'Hello'), start(2, 0))), { phase: 'streaming', text: '', attempt: 2, gap: false });
  },
  'a new attempt that does not begin at the beginning is a gap'() {
    equal(seen(after(start(1, 0), token(1, 0, 'Hello'), start(2, 3))), { phase: 'streaming', text: '', attempt: 2, gap: true });
  },
  'a start of the same attempt keeps the text before its offset'() {
    equal(seen(after(start(1, 0), token(1, 0, 'Hello'), start(1, 5), token(1, 5, '!'))), { phase: 'streaming', text: 'Hello!', attempt: 1, gap: false });
  },
  'frames of a lower attempt than the highest seen are dropped'() {
    const state = after(start(1, 0), token(1, 0, 'old'), start(2, 0), token(2, 0, 'new'));
    for (const late of [start(1, 0), token(1, 3, 'er'), end(1, 3), { type: 'moved', stream_id: ID, attempt: 1 }, { type: 'error', stream_id: ID, attempt: 1, code: 'internal', message: '' }]) {
      equal(reduce(state, late), state);
    }
  },
  'the highest attempt counts even when its start has been lost'() {
    const state = after(start(1, 0), token(1, 0, 'old'), token(2, 0, 'new'));
    equal(reduce(state, token(1, 3, 'er')), state);
  },
  'an end beyond the text is a gap'() {
    equal(seen(after(start(1, 0), token(1, 0, 'He'), end(1, 5))), { phase: 'streaming', text: 'He', attempt: 1, gap: true });
  },
  'an end of another attempt is a gap, however long the text is'() {
    equal(seen(after(start(1, 0), token(1, 0, 'Hello'), end(2, 3))), { phase: 'streaming', text: 'Hello', attempt: 1, gap: true });
  },
  'complete counts only after a matching end'() {
    equal(seen(after(start(1, 0), token(1, 0, 'He'), complete(1))), { phase: 'streaming', text: 'He', attempt: 1, gap: true });
    equal(seen(after(start(1, 0), token(1, 0, 'He'), end(1, 5), complete(1))).phase, 'streaming');
  },
  'a cancelled answer is cut to what is recorded'() {
    const state = after(start(1, 0), token(1, 0, 'Hello, you'), end(1, 5, 'cancelled'));
    equal(seen(state), { phase: 'cancelled', text: 'Hello', attempt: 1, gap: false });
    ok(isEnded(state));
  },
  'a stream that was cancelled before its first attempt ends empty'() {
    equal(seen(after(start(0, 0), end(0, 0, 'cancelled'))), { phase: 'cancelled', text: '', attempt: 0, gap: false });
    equal(seen(after(end(2, 0, 'cancelled'))), { phase: 'cancelled', text: '', attempt: 2, gap: false });
  },
  'after an end every later frame is dropped'() {
    const done = after(start(1, 0), token(1, 0, 'Hi'), end(1, 2), complete(1));
    const closing = after(start(1, 0), token(1, 0, 'Hi'), end(1, 2));
    for (const late of [start(2, 0), token(1, 2, '!'), end(1, 1), overview(1, 'other'), { type: 'error', stream_id: ID, attempt: 3, code: 'internal', message: '' }]) {
      equal(reduce(done, late), done);
      equal(reduce(closing, late), closing);
    }
  },
  'an overview is the whole answer'() {
    equal(seen(after(start(1, 0), overview(1, 'All of it'), complete(1))), { phase: 'done', text: 'All of it', attempt: 1, gap: false });
  },
  'passages alone are an answer without text'() {
    const state = after({ type: 'chunks', stream_id: ID, attempt: 0, data: { chunks: ['one'] } }, complete(0));
    equal(pick(state, 'phase', 'text', 'chunks'), { phase: 'done', text: '', chunks: ['one'] });
  },
  'an error with an attempt ends the stream, one without does not'() {
    const error = { type: 'error', stream_id: ID, code: 'model_failed', message: 'No.', retryable: true };
    const state = after(start(1, 0), token(1, 0, 'Hi'));
    equal(reduce(state, error), state);
    const failed = reduce(state, { ...error, attempt: 1 });
    equal(pick(failed, 'phase', 'text'), { phase: 'failed', text: 'Hi' });
    equal(failed.error, { code: 'model_failed', message: 'No.', retryable: true, retryAfterMs: undefined });
  },
  'moved is no end, and a start ends it'() {
    const moved = after(start(1, 0), token(1, 0, 'Hi'), { type: 'moved', stream_id: ID, attempt: 1 });
    ok(moved.moved && !isEnded(moved));
    ok(!reduce(moved, start(1, 2)).moved);
  },
  'frames of another stream change nothing'() {
    const state = after(start(1, 0));
    equal(reduce(state, { ...token(1, 0, 'x'), stream_id: 'b' }), state);
  },
  'whatever is lost, doubled or late, the text is a prefix of its attempt and the end is the whole'() {
    const texts = ['', 'The quick brown 🦊 jumps', 'The quick brown 🦊 jumps over the lazy dog'];
    let seed = 7;
    const random = () => ((seed = (seed * 48271) % 2147483647) / 2147483647);
    for (let round = 0; round < 300; round++) {
      let state = newStream(ID);
      const history = [];
      for (let step = 0; step < 60; step++) {
        const attempt = 1 + Math.floor(random() * 2);
        const text = texts[attempt];
        const from = Math.floor(random() * text.length);
        const frame = random() < 0.3 ? start(attempt, Math.floor(random() * 5)) : random() < 0.1 ? end(attempt, text.length) : token(attempt, from, text.slice(from, from + 1 + Math.floor(random() * 12)));
        history.push(frame);
        state = reduce(state, random() < 0.2 ? history[Math.floor(random() * history.length)] : frame);
        ok(texts[state.attempt].startsWith(state.text), `${JSON.stringify(state)} after ${JSON.stringify(frame)}`);
        if (state.phase === 'closing') equal(state.text, texts[state.attempt]);
      }
    }
  },
};
