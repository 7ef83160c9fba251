/**
 * One answer as its frames make it: the rules of a resumable client; docs/protocol.md, "Offsets and
 * attempts". Pure: a state and a frame give the next state, and a frame that comes twice changes
 * nothing.
 *
 * ```
 * asked ── stream_start ──► streaming ── stream_end, overview, chunks ──► closing ── complete ──► done
 *   └─────────────┴── stream_end{cancelled} ──► cancelled        (error with an attempt ──► failed)
 * ```
 */

/**
 * The state of a stream of which nothing has been heard.
 *
 * `text` and `attempt` belong together: the text is what that attempt has sent, from its beginning.
 * `seen` is the highest attempt of any frame. `gap` says that something is missing before what came
 * last: the client has to resume from `text.length` and `attempt`.
 */
export function newStream(id) {
  return {
    id,
    phase: 'asked',
    text: '',
    attempt: 0,
    seen: 0,
    gap: false,
    moved: false,
    passages: null,
    chunks: null,
    citations: [],
    finish: '',
    model: '',
    error: null,
  };
}

/** Whether nothing of the stream is to come any more. */
export const isEnded = (state) => /^(done|cancelled|failed)$/.test(state.phase);

/** The state after the end that the client itself has found. */
export const failed = (state, error) => ({ ...state, phase: 'failed', gap: false, error });

/** The state after a stop that needs no answer of the server. */
export const cancelled = (state) => ({ ...state, phase: 'cancelled', gap: false });

/**
 * The state after a frame. Frames of other streams, of an attempt lower than one seen, and all
 * after the end change nothing.
 *
 * @param {object} state of `newStream` or of this function
 * @param {object} frame of `readFrame`
 */
export function reduce(state, frame) {
  if (frame.stream_id !== state.id || isEnded(state)) return state;
  if (frame.attempt < state.seen) return state;
  if (state.phase === 'closing' && frame.type !== 'complete') return state;
  const step = STEPS[frame.type];
  if (!step) return state;
  const next = step(state, frame);
  return frame.attempt > next.seen ? { ...next, seen: frame.attempt } : next;
}

const missing = (state) => ({ ...state, gap: true });

/** What comes in one piece is closed by it. */
const whole = (state, piece) => ({ ...state, phase: 'closing', gap: false, finish: 'stop', ...piece });

const STEPS = {
  immediate: (state, frame) => ({ ...state, passages: frame.data }),

  stream_start(state, frame) {
    const text = frame.attempt > state.attempt ? '' : state.text;
    const gap = frame.offset > text.length;
    return { ...state, phase: 'streaming', attempt: frame.attempt, text, gap, moved: false };
  },

  stream_token(state, frame) {
    const known = state.text.length;
    if (frame.attempt !== state.attempt || frame.offset > known) return missing(state);
    const fresh = frame.token.slice(known - frame.offset);
    return fresh || state.gap ? { ...state, text: state.text + fresh, gap: false } : state;
  },

  stream_end(state, frame) {
    const unseen = frame.length > 0 && frame.attempt !== state.attempt;
    if (unseen || frame.length > state.text.length) return missing(state);
    return {
      ...state,
      phase: frame.finish_reason === 'cancelled' ? 'cancelled' : 'closing',
      text: state.text.slice(0, frame.length),
      attempt: frame.attempt,
      gap: false,
      finish: frame.finish_reason,
      citations: list(frame.citations),
    };
  },

  overview: (state, frame) =>
    whole(state, { text: frame.data, attempt: frame.attempt, citations: list(frame.citations) }),

  chunks: (state, frame) => whole(state, { chunks: list(frame.data.chunks) }),

  complete: (state, frame) =>
    state.phase === 'closing'
      ? { ...state, phase: 'done', model: typeof frame.model === 'string' ? frame.model : '' }
      : missing(state),

  // An error without an attempt answers a message and ends no stream.
  error: (state, frame) =>
    frame.attempt === undefined ? state : failed(state, readError(frame)),

  moved: (state) => ({ ...state, moved: true, gap: false }),
};

const list = (value) => (Array.isArray(value) ? value : []);

/** The parts of an error that clients use. */
export function readError(frame) {
  const wait = frame.retry_after_ms;
  return {
    code: frame.code,
    message: frame.message,
    retryable: frame.retryable === true,
    retryAfterMs: wait >= 0 ? Number(wait) : undefined,
  };
}
