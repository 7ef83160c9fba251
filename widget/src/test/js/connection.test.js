import { Connection } from '/src/main/js/connection.js';
import { equal, ok } from './check.js';
import { settle, timed } from './clock.js';

class FakeSocket extends EventTarget {
  sent = [];
  closed = false;

  constructor(url) {
    super();
    this.url = url;
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  close() {
    this.closed = true;
  }

  open() {
    this.dispatchEvent(new Event('open'));
  }

  hear(frame) {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(frame) }));
  }

  end() {
    this.dispatchEvent(new Event('close'));
  }
}

function connecting(more = {}) {
  const sockets = [];
  const states = [];
  const frames = [];
  const connection = new Connection({
    url: 'ws://chat.example/ws',
    token: 'a key',
    wanted: () => true,
    openSocket: (url) => (sockets.push(new FakeSocket(url)), sockets.at(-1)),
    onframe: (frame) => frames.push(frame),
    onstate: (state) => states.push(state),
    ...more,
  });
  return { connection, sockets, states, frames };
}

const PONG = { type: 'pong' };

export default {
  'nothing is opened before there is a need': timed(async () => {
    const { connection, sockets } = connecting();
    await settle();
    equal(sockets.length, 0);
    connection.need();
    connection.need();
    await settle();
    equal(sockets.map(({ url }) => url), ['ws://chat.example/ws?token=a+key']);
    connection.dispose();
  }),
  'it sends only when it is open, and hands on frames but no pongs': timed(async () => {
    const { connection, sockets, frames } = connecting();
    ok(!connection.send({}));
    connection.need();
    await settle();
    sockets[0].open();
    ok(connection.send({ action: 'query' }));
    sockets[0].hear(PONG);
    sockets[0].hear({ type: 'status', stream_id: 'a' });
    equal(frames.length, 1);
    connection.dispose();
  }),
  'after a drop it connects again while it is wanted': timed(async (clock) => {
    let wanted = true;
    const { connection, sockets, states } = connecting({ wanted: () => wanted });
    connection.need();
    await settle();
    sockets[0].open();
    sockets[0].end();
    await clock.pass(500);
    equal(sockets.length, 2);
    sockets[1].open();
    wanted = false;
    sockets[1].end();
    await clock.pass(60_000);
    equal(sockets.length, 2);
    equal(states, ['connecting', 'open', 'waiting', 'connecting', 'open', 'idle']);
    connection.dispose();
  }),
  'frames and ends of an old socket are not heard': timed(async (clock) => {
    const { connection, sockets, frames } = connecting();
    connection.need();
    await settle();
    sockets[0].open();
    sockets[0].end();
    await clock.pass(500);
    sockets[1].open();
    sockets[0].hear({ type: 'status', stream_id: 'a' });
    sockets[0].end();
    equal([frames.length, connection.state], [0, 'open']);
    connection.dispose();
  }),
  'after too many tries it gives up until someone tries again': timed(async (clock) => {
    const { connection, sockets } = connecting();
    connection.need();
    for (let n = 0; n < 12; n++) {
      await clock.pass(20_000);
      sockets.at(-1).end();
    }
    equal([connection.state, sockets.length], ['failed', 6]);
    connection.retry();
    await settle();
    equal([connection.state, sockets.length], ['connecting', 7]);
    connection.dispose();
  }),
  'a connection that drops at once each time is given up too': timed(async (clock) => {
    const { connection, sockets } = connecting();
    connection.need();
    for (let n = 0; n < 12; n++) {
      await clock.pass(20_000);
      sockets.at(-1).open();
      sockets.at(-1).end();
    }
    equal(connection.state, 'failed');
    connection.dispose();
  }),
  'drops after something has been heard are no reason to give up': timed(async (clock) => {
    const { connection, sockets } = connecting();
    connection.need();
    for (let n = 0; n < 12; n++) {
      await clock.pass(10_000);
      sockets.at(-1).open();
      sockets.at(-1).hear(PONG);
      sockets.at(-1).end();
    }
    equal([connection.state, sockets.length], ['waiting', 12]);
    connection.dispose();
  }),
  'a socket that never opens is a failed try': timed(async (clock) => {
    const { connection, sockets } = connecting();
    connection.need();
    await clock.pass(15_500);
    equal([sockets.length, sockets[0].closed], [2, true]);
    connection.dispose();
  }),
  'a page that gives tokens is asked before each try, and four refusals are enough': timed(async (clock) => {
    let given = 0;
    const { connection, sockets } = connecting({ tokenProvider: async () => `t${++given}` });
    connection.need();
    for (let n = 0; n < 6; n++) {
      await clock.pass(20_000);
      sockets.at(-1).end();
    }
    equal(sockets.map(({ url }) => url.split('=')[1]), ['t1', 't2', 't3', 't4']);
    equal(connection.state, 'failed');
    connection.dispose();
  }),
  'a provider that fails is a failed try': timed(async (clock) => {
    const { connection, sockets } = connecting({ tokenProvider: () => Promise.reject(new Error('no')) });
    connection.need();
    await clock.pass(120_000);
    equal([sockets.length, connection.state], [0, 'failed']);
    connection.dispose();
  }),
  'it pings while it is open, and a socket that answers nothing is dropped': timed(async (clock) => {
    const { connection, sockets } = connecting();
    connection.need();
    await settle();
    sockets[0].open();
    await clock.pass(60_000);
    equal(sockets[0].sent, [{ action: 'ping' }]);
    sockets[0].hear(PONG);
    await clock.pass(60_000);
    equal(sockets[0].sent.length, 2);
    await clock.pass(9_000);
    equal([sockets[0].closed, sockets.length], [true, 2]);
    connection.dispose();
  }),
  'when the network is back it tries at once': timed(async () => {
    const { connection, sockets } = connecting();
    connection.need();
    await settle();
    sockets[0].end();
    equal(connection.state, 'waiting');
    dispatchEvent(new Event('online'));
    await settle();
    equal(sockets.length, 2);
    connection.dispose();
  }),
  'closed, it has no timers and hears nothing of the page': timed(async (clock) => {
    const { connection, sockets } = connecting();
    connection.need();
    await settle();
    sockets[0].open();
    connection.dispose();
    dispatchEvent(new Event('online'));
    equal([clock.waiting, sockets.length, connection.state], [0, 1, 'idle']);
  }),
};
