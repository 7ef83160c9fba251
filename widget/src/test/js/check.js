/** What the tests of the modules say. */

const show = (value) => JSON.stringify(value, (_, v) => (v === undefined ? '(undefined)' : v instanceof Set ? [...v] : v), 1);

/** Compares by content. */
export function equal(actual, expected) {
  if (show(actual) !== show(expected)) throw new Error(`Expected ${show(expected)} but got ${show(actual)}`);
}

export function ok(condition, message = 'Expected it to be so') {
  if (!condition) throw new Error(message);
}

/** The object's keys that are in the pattern. */
export const pick = (object, ...keys) => Object.fromEntries(keys.map((key) => [key, object[key]]));
