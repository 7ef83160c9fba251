import { backoff } from '/src/main/js/backoff.js';
import { equal, ok } from './check.js';

export default {
  'it doubles up to a cap'() {
    equal([0, 1, 2, 3, 5, 6, 50].map((failures) => backoff(failures, () => 1)), [500, 1000, 2000, 4000, 16000, 20000, 20000]);
  },
  'its jitter is full: any time from none to the whole'() {
    equal(backoff(4, () => 0), 0);
    equal(backoff(4, () => 0.5), 4000);
    ok(backoff(4) <= 8000);
  },
};
