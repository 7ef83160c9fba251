package dev.sluice.relay;

import dev.sluice.session.Ending;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What became of an attempt.
 *
 * @param ending how the run ended; absent when the lease was given back or lost
 * @param frames how many were posted with success
 * @param retriedPosts how many posts failed and were made again, or given up
 * @param resumes how many times a reader came back or came on another connection
 * @param firstTextNanos when the first text was posted, on the monotonic clock
 * @param characters the length of the text
 */
public record Report(
    Optional<Ending> ending,
    int frames,
    int retriedPosts,
    int resumes,
    OptionalLong firstTextNanos,
    int characters) {}
