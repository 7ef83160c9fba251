import { hostsOf, plain, readSources, webAddress } from '/src/main/js/sources.js';
import { equal, pick } from './check.js';

const BASE = 'https://shop.example/page';

export default {
  'passages of one document are one source with their numbers'() {
    const snippets = [{ source: 'a.md', title: 'A' }, { source: 'b', title: 'B' }, { source: 'a.md', title: 'A' }];
    equal(readSources({ snippets }, BASE).map((source) => pick(source, 'ns', 'title')), [{ ns: [1, 3], title: 'A' }, { ns: [2], title: 'B' }]);
  },
  'a source without a title is called by its name'() {
    equal(readSources({ snippets: [{ source: 'a.md', title: '' }] }, BASE)[0].title, 'a.md');
  },
  'addresses are absolute, and only of the web'() {
    equal(webAddress('/p/1', BASE), 'https://shop.example/p/1');
    for (const bad of ['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'https://user@evil.example/', 'http://', '', 5, null]) {
      equal(webAddress(bad, BASE), '');
    }
  },
  'links may lead to the hosts of sources only'() {
    const sources = readSources({ snippets: [{ source: 'a', url: '/p' }, { source: 'b', url: 'https://docs.example:8443/x' }, { source: 'c' }] }, BASE);
    equal(hostsOf(sources), new Set(['shop.example', 'docs.example:8443']));
  },
  'characters that reorder text are taken out'() {
    equal(plain('Tent \u202Egpj.exe\u202C \u2066x\u2069'), 'Tent gpj.exe x');
  },
  'nonsense in the frame gives nothing'() {
    equal(readSources({}, BASE), []);
    equal(readSources({ snippets: 'x' }, BASE), []);
    equal(readSources({ snippets: [null, 7, { title: 5, metadata: 'x', url: {} }] }, BASE).length, 1);
  },
};
