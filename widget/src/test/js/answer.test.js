import { Answer } from '/src/main/js/answer.js';
import { equal, ok, pick } from './check.js';
import { timed } from './clock.js';

const frames = (id) => ({
  status: { type: 'status', stream_id: id },
  immediate: { type: 'immediate', stream_id: id, data: { snippets: [] } },
  start: (attempt, offset) => ({ type: 'stream_start', stream_id: id, attempt, offset }),
  token: (attempt, offset, token) => ({ type: 'stream_token', stream_id: id, attempt, offset, token }),
  end: (attempt, length, finish_reason = 'stop') => ({ type: 'stream_end', stream_id: id, attempt, length, finish_reason }),
  complete: (attempt) => ({ type: 'complete', stream_id: id, attempt }),
  error: (code, more = {}) => ({ type: 'error', stream_id: id, code, message: code, retryable: true, ...more }),
});

/** An answer with a connection that writes down what is sent. */
function asking(saved) {
  const sent = [];
  const link = {
    open: true,
    probes: 0,
    renewals: 0,
    send: (message) => link.open && Boolean(sent.push(message)),
    post: (message) => sent.push(message),
    need: () => {},
    probe: () => link.probes++,
    renew: () => Boolean(++link.renewals),
  };
  const answer = new Answer(link, { question: 'Why?' }, saved);
  answer.opened();
  const hear = (...list) => list.forEach((frame) => answer.heard(frame));
  const actions = () => sent.map(({ action }) => action);
  return { answer, link, sent, hear, actions, ...frames(answer.state.id) };
}

export default {
  'the question goes with an id of its own': timed(() => {
    const { sent, answer } = asking();
    equal(sent, [{ action: 'query', question: 'Why?', stream_id: answer.state.id }]);
    ok(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(answer.state.id));
  }),
  'after a drop it resumes where it is': timed(() => {
    const { answer, sent, hear, start, token } = asking();
    hear(start(1, 0), token(1, 0, 'Hello'));
    answer.dropped();
    answer.opened();
    equal(sent[1], { action: 'resume', stream_id: answer.state.id, offset: 5, attempt: 1 });
  }),
  'a gap makes it resume, once however many frames show it': timed(() => {
    const { sent, actions, hear, start, token } = asking();
    hear(start(1, 0), token(1, 0, 'He'), token(1, 4, 'o,'), token(1, 6, ' you'));
    equal(actions(), ['query', 'resume']);
    equal(pick(sent[1], 'offset', 'attempt'), { offset: 2, attempt: 1 });
    hear(start(1, 2), token(1, 2, 'llo, you'), token(1, 12, '!'));
    equal(actions(), ['query', 'resume', 'resume']);
  }),
  'ten silent seconds make it resume, and look whether the connection lives': timed(async (clock) => {
    const { link, actions } = asking();
    await clock.pass(9_999);
    equal(actions(), ['query']);
    await clock.pass(1);
    equal(actions(), ['query', 'resume']);
    equal(link.probes, 1);
  }),
  'any sign of life starts the ten seconds again': timed(async (clock) => {
    const { actions, hear, start, token } = asking();
    hear(start(1, 0));
    await clock.pass(9_000);
    hear(token(1, 0, ''));
    await clock.pass(9_000);
    equal(actions(), ['query']);
  }),
  'after the end there is no timer left': timed((clock) => {
    const { hear, start, token, end, complete } = asking();
    hear(start(1, 0), token(1, 0, 'Hi'), end(1, 2), complete(1));
    equal(clock.waiting, 0);
  }),
  'an end whose completion is lost is asked for': timed(async (clock) => {
    const { actions, answer, hear, start, token, end, complete } = asking();
    hear(start(1, 0), token(1, 0, 'Hi'), end(1, 2));
    await clock.pass(10_000);
    equal(actions(), ['query', 'resume']);
    hear(start(1, 2), end(1, 2), complete(1));
    equal(answer.state.phase, 'done');
  }),
  'an unknown id is asked again under the same id, and at the second time under a new one': timed(() => {
    const { answer, sent, hear, error } = asking();
    const id = answer.state.id;
    answer.dropped();
    answer.opened();
    hear(error('not_found'));
    equal(sent.slice(1).map((m) => [m.action, m.stream_id === id]), [['resume', true], ['query', true]]);
    hear(error('not_found'));
    equal(pick(sent[3], 'action', 'stream_id'), { action: 'cancel', stream_id: id });
    equal(sent[4].action, 'query');
    ok(sent[4].stream_id !== id && sent[4].stream_id === answer.state.id);
  }),
  'what has been asked again is taken from its beginning': timed(() => {
    const { answer, hear, start, token, error } = asking();
    hear(start(1, 0), token(1, 0, 'Hello'), error('not_found'));
    equal(pick(answer.state, 'text', 'attempt'), { text: '', attempt: 0 });
  }),
  'moved, it neither resumes nor waits, until it is taken back': timed(async (clock) => {
    const { answer, actions, hear, start, token } = asking();
    hear(start(1, 0), token(1, 0, 'Hi'), { type: 'moved', stream_id: answer.state.id, attempt: 1 });
    await clock.pass(60_000);
    answer.dropped();
    answer.opened();
    equal(actions(), ['query']);
    answer.takeBack();
    equal(actions(), ['query', 'resume']);
  }),
  'stop cancels, and the text is cut to what is recorded': timed(() => {
    const { answer, actions, hear, start, token, end } = asking();
    hear(start(1, 0), token(1, 0, 'Hello, you'));
    answer.stop();
    equal(actions(), ['query', 'cancel']);
    hear(end(1, 5, 'cancelled'));
    equal(pick(answer.state, 'phase', 'text'), { phase: 'cancelled', text: 'Hello' });
  }),
  'to a stop, not_found is an end': timed(() => {
    const { answer, hear, error } = asking();
    answer.stop();
    hear(error('not_found'));
    equal(answer.state.phase, 'cancelled');
  }),
  'a stop that finds no connection ends it here': timed(() => {
    const { answer, link } = asking();
    link.open = false;
    answer.stop();
    equal(answer.state.phase, 'cancelled');
  }),
  'a question that was refused for its rate is asked again when it may': timed(async (clock) => {
    const { actions, hear, status, error } = asking();
    hear(status, error('rate_limited', { retry_after_ms: 3000 }));
    await clock.pass(2_999);
    equal(actions(), ['query']);
    await clock.pass(1);
    equal(actions(), ['query', 'query']);
  }),
  'a wait of more than a minute is a failure': timed(() => {
    const { answer, hear, error } = asking();
    hear(error('quota_exhausted', { retry_after_ms: 7_200_000 }));
    equal(pick(answer.state.error, 'code'), { code: 'quota_exhausted' });
  }),
  'what may not be asked again fails at once': timed(async () => {
    const { answer, hear, error } = asking();
    hear(error('question_too_long', { retryable: false }));
    equal(answer.state.phase, 'failed');
    equal((await answer.finished).error.code, 'question_too_long');
  }),
  'errors without an end are answered a few times only': timed(async (clock) => {
    const { answer, hear, error } = asking();
    for (let n = 0; n < 5; n++) {
      hear(error('internal'));
      await clock.pass(30_000);
    }
    equal(answer.state.phase, 'failed');
  }),
  'an error of the gateway, which names no stream, reaches those who wait': timed(async (clock) => {
    const { answer, actions, hear, start } = asking();
    const { stream_id: _, ...gateway } = frames('').error('internal');
    hear(gateway);
    await clock.pass(9_000);
    equal(actions(), ['query', 'query']);
    hear(start(1, 0), gateway);
    await clock.pass(9_000);
    equal(actions(), ['query', 'query']);
    ok(!answer.ended);
  }),
  'an expired token is renewed and the question asked under a new id': timed(() => {
    const { answer, link, sent, hear, error } = asking();
    const id = answer.state.id;
    hear(error('token_expired', { attempt: 0 }));
    equal(link.renewals, 1);
    answer.dropped();
    answer.opened();
    equal(sent[1].action, 'query');
    ok(sent[1].stream_id !== id);
    hear(frames(answer.state.id).error('token_expired', { attempt: 0 }));
    equal(answer.state.phase, 'failed');
  }),
  'when streaming brings nothing again and again it is asked once in one piece': timed(async (clock) => {
    const { answer, sent } = asking();
    await clock.pass(120_000);
    const queries = sent.filter(({ action }) => action === 'query');
    equal(queries.map(({ stream }) => stream), [undefined, false]);
    ok(queries[0].stream_id !== queries[1].stream_id);
    await clock.pass(240_000);
    equal(answer.state.phase, 'failed');
    equal(sent.filter(({ action }) => action === 'query').length, 2);
    equal(clock.waiting, 0);
  }),
  'an answer of an earlier page goes on where it was': timed(() => {
    const saved = { id: 'x', phase: 'streaming', text: 'Hel', attempt: 2, seen: 2 };
    const { answer, sent, hear, start, token } = asking(saved);
    equal(sent, [{ action: 'resume', stream_id: 'x', offset: 3, attempt: 2 }]);
    hear(start(2, 3), token(2, 3, 'lo'));
    equal(answer.state.text, 'Hello');
  }),
  'listeners hear of changes until they leave': timed(() => {
    const { answer, hear, start, token } = asking();
    const texts = [];
    const leave = answer.subscribe(({ state }) => texts.push(state.text));
    hear(start(1, 0), token(1, 0, 'a'), token(1, 0, 'a'));
    leave();
    hear(token(1, 1, 'b'));
    equal(texts, ['', 'a']);
  }),
};
