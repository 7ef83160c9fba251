package dev.sluice.standin.lambda;

import dev.sluice.standin.time.Timer;
import java.time.InstantSource;

/**
 * What asynchronous invocations depend on.
 *
 * @param timing how long they wait
 * @param timer does the waiting
 * @param clock tells their age
 * @param destinations are told how they ended
 */
public record AsyncRules(
    AsyncTiming timing, Timer timer, InstantSource clock, Destinations destinations) {}
