/** Time that passes when a test says so: in the place of the page's own timers. */
export class Clock {
  #now = 0;
  #timers = new Map();
  #next = 1;
  #before = { setTimeout, clearTimeout, now: performance.now };

  constructor() {
    globalThis.setTimeout = (action, ms = 0) => {
      this.#timers.set(this.#next, { at: this.#now + Number(ms), action });
      return this.#next++;
    };
    globalThis.clearTimeout = (id) => this.#timers.delete(id);
    performance.now = () => this.#now;
  }

  /** How many timers are set. */
  get waiting() {
    return this.#timers.size;
  }

  /** Lets so many milliseconds pass; promises get their turn after each timer. */
  async pass(ms) {
    const end = this.#now + ms;
    await settle();
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0];
      if (!due) break;
      this.#timers.delete(due[0]);
      this.#now = Math.max(this.#now, due[1].at);
      due[1].action();
      await settle();
    }
    this.#now = end;
  }

  restore() {
    Object.assign(globalThis, { setTimeout: this.#before.setTimeout, clearTimeout: this.#before.clearTimeout });
    performance.now = this.#before.now;
  }
}

/** Lets promises that are resolved go on. */
export async function settle() {
  for (let n = 0; n < 10; n++) await null;
}

/** Runs a test under a clock of its own. */
export const timed = (test) => async () => {
  const clock = new Clock();
  try {
    await test(clock);
  } finally {
    clock.restore();
  }
};
