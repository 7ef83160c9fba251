import * as client from '/sluice-client.js';
import { Connection } from '/src/main/js/connection.js';
import { newStream } from '/src/main/js/stream-reducer.js';
import { readSources } from '/src/main/js/sources.js';
import { equal, ok } from './check.js';

const types = await (await fetch('/sluice-client.d.ts')).text();

/** The members of an interface or a class, as they are declared. */
function declared(name) {
  const [, body] = new RegExp(`export (?:interface|class) ${name} \\{\\n(.*?)\\n\\}`, 's').exec(types);
  return [...body.matchAll(/^ {2}(?:readonly )?(\w+)\??[(:]/gm)].map(([, member]) => member).filter((member) => member !== 'constructor');
}

const members = (prototype) => Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');

export default {
  'what the client exports is declared, and nothing else'() {
    const values = [...types.matchAll(/export (?:class|function) (\w+)/g)].map(([, name]) => name);
    equal(Object.keys(client).sort(), values.sort());
  },
  'each member of the client is declared, and each declared one is there'() {
    equal([...members(client.SluiceClient.prototype), 'session'].sort(), declared('SluiceClient').sort());
  },
  'each declared member of an answer is there'() {
    const answer = new client.SluiceClient({ url: 'ws://x' }).restore({ question: { question: 'q' }, state: { ...newStream('a'), phase: 'done' } });
    for (const member of declared('Answer')) ok(member in answer, `An answer has no ${member}`);
  },
  'the state and the sources have the fields that are declared'() {
    equal(Object.keys(newStream('a')).sort(), declared('StreamState').sort());
    equal(Object.keys(readSources({ snippets: [{}] }, 'https://x.example')[0]).sort(), declared('Source').sort());
  },
  'the connection knows the states that are declared'() {
    const [, union] = /type ConnectionState = ([^;]+);/.exec(types);
    equal(new Connection({ url: 'ws://x' }).state, 'idle');
    equal(union.match(/\w+/g), ['idle', 'connecting', 'open', 'waiting', 'failed']);
  },
};
