/** Capped backoff with full jitter. Pure: the randomness is given. */

const FIRST_MS = 500;
const CAP_MS = 20_000;

/**
 * How long to wait before a try.
 *
 * @param {number} failures how many tries have failed in a row, from 0
 * @param {() => number} random a number from 0 (inclusive) to 1 (exclusive)
 * @returns {number} milliseconds, from 0 to 20,000
 */
export function backoff(failures, random = Math.random) {
  return Math.round(random() * Math.min(CAP_MS, FIRST_MS * 2 ** Math.min(failures, 16)));
}
