import { readFrame } from '/src/main/js/frame-guard.js';
import { equal } from './check.js';

const read = (frame) => readFrame(JSON.stringify(frame));

export default {
  'a well-formed frame of each type passes unchanged'() {
    const frames = [
      { type: 'status', stream_id: 'a' },
      { type: 'immediate', stream_id: 'a', data: {} },
      { type: 'stream_start', stream_id: 'a', attempt: 1, offset: 0 },
      { type: 'stream_token', stream_id: 'a', attempt: 1, offset: 0, token: '' },
      { type: 'stream_end', stream_id: 'a', attempt: 1, length: 0, finish_reason: 'stop' },
      { type: 'overview', stream_id: 'a', attempt: 1, data: 'text' },
      { type: 'chunks', stream_id: 'a', attempt: 0, data: { chunks: [] } },
      { type: 'complete', stream_id: 'a', attempt: 1 },
      { type: 'error', stream_id: 'a', code: 'internal', message: 'no' },
      { type: 'error', stream_id: 'a', code: 'internal', message: 'no', attempt: 2 },
      { type: 'moved', stream_id: 'a', attempt: 1 },
    ];
    for (const frame of frames) equal(read(frame), frame);
  },
  'keys that are not known yet are kept'() {
    const frame = { type: 'moved', stream_id: 'a', attempt: 1, later: [1] };
    equal(read(frame), frame);
  },
  'what is no JSON object is no frame'() {
    for (const text of ['', '{', 'null', '[]', '[{"type":"status"}]', '7', '"text"', undefined]) equal(readFrame(text), null);
  },
  'a frame of a type that is not known is ignored, also when objects have such a property'() {
    for (const type of ['later', 'constructor', '__proto__', 'toString', 5]) equal(read({ type, stream_id: 'a' }), null);
  },
  'a pong says nothing'() {
    equal(read({ type: 'pong' }), null);
  },
  'missing, wrong and negative values are refused'() {
    const wrong = [
      { type: 'status' },
      { type: 'status', stream_id: 5 },
      { type: 'immediate', stream_id: 'a', data: [] },
      { type: 'stream_start', stream_id: 'a', attempt: 1 },
      { type: 'stream_start', stream_id: 'a', attempt: -1, offset: 0 },
      { type: 'stream_token', stream_id: 'a', attempt: 1, offset: 0.5, token: 'x' },
      { type: 'stream_token', stream_id: 'a', attempt: 1, offset: 0, token: 5 },
      { type: 'stream_token', stream_id: 'a', attempt: '1', offset: 0, token: 'x' },
      { type: 'stream_end', stream_id: 'a', attempt: 1, finish_reason: 'stop' },
      { type: 'error', stream_id: 'a', message: 'no code' },
      { type: 'error', stream_id: 'a', message: '', code: 'x', attempt: null },
    ];
    for (const frame of wrong) equal(read(frame), null);
  },
  'an error message of the gateway itself becomes a retryable internal error of no stream'() {
    const gateway = { message: 'Internal server error', connectionId: 'c', requestId: 'r' };
    equal(read(gateway), { type: 'error', code: 'internal', message: '', retryable: true });
  },
};
