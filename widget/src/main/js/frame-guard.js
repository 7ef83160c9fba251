/** Checks the shape of what a server sends, before anything else looks at it. Pure. */

const text = (value) => typeof value === 'string';
const count = (value) => Number.isSafeInteger(value) && value >= 0;
const object = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

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
  error: { message: text, code: text, attempt: (value) => value === undefined || count(value) },
  moved: { attempt: count },
};

/**
 * Reads one message of the server.
 *
 * @param {unknown} message the data of a message event
 * @returns {object | null} the frame; null for a pong and for what is no frame of ours, which is to
 *     be ignored. The gateway's own error messages, which have no type, become an `internal` error of
 *     no stream.
 */
export function readFrame(message) {
  let frame;
  try {
    frame = JSON.parse(message);
  } catch {
    return null;
  }
  if (!object(frame)) return null;
  const { type = '', stream_id: id } = frame;
  if (!type) return { type: 'error', code: 'internal', message: '', retryable: true };
  const shape = Object.hasOwn(SHAPES, type) && text(id) && SHAPES[type];
  return shape && Object.keys(shape).every((key) => shape[key](frame[key])) ? frame : null;
}
