/** Checks the shape of what a server sends, before anything else looks at it. Pure. */

const text = (value) => typeof value === 'string';
const count = (value) => Number.isSafeInteger(value) && value >= 0;
const object = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const countOrNone = (value) => value === undefined || count(value);

/** The keys that a frame of each type must have; docs/protocol.md, "Server to client". */
const SHAPES = {
  status: {},
  immediate: { data: object },
  stream_start: { attempt: count, offset: count },
  stream_token: { attempt: count, offset: count, token: text },
  stream_end: { attempt: count, length: count, finish_reason: text },
  overview: { attempt: count, data: text },
  chunks: { data: object },
  complete: { attempt: count },
  error: { message: text, code: text, attempt: countOrNone },
  moved: { attempt: count },
};

/**
 * Reads one message of the server.
 *
 * @param {unknown} message the data of a message event
 * @returns {object | null} the frame; null for what is no frame of ours, which is to be ignored.
 *     The gateway's own error messages, which have no type, become an `internal` error of no stream.
 */
export function readFrame(message) {
  let frame;
  try {
    frame = JSON.parse(message);
  } catch {
    return null;
  }
  if (!object(frame)) return null;
  if (frame.type === undefined) {
    return { type: 'error', code: 'internal', message: '', retryable: true };
  }
  if (frame.type === 'pong') return { type: 'pong' };
  const shape = Object.hasOwn(SHAPES, frame.type) && SHAPES[frame.type];
  const wellFormed =
    shape && text(frame.stream_id) && Object.keys(shape).every((key) => shape[key](frame[key]));
  return wellFormed ? frame : null;
}
