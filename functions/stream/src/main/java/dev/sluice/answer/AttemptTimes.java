package dev.sluice.answer;

import java.time.Duration;

/**
 * The times of one model's try.
 *
 * @param firstToken how long it may take to the first sign of life, thinking included
 * @param stall how long it may be silent afterwards
 * @param firstTextBy when its first text must be there: early enough for the last resort
 * @param thinkingUntil when its first text must be there if it only thinks: half of the time that
 *     was left, so that others get their turn
 * @param deadline when the answer must be over
 */
record AttemptTimes(
    Duration firstToken,
    Duration stall,
    Deadline firstTextBy,
    Deadline thinkingUntil,
    Deadline deadline) {}
