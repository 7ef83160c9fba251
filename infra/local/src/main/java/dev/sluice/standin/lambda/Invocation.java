package dev.sluice.standin.lambda;

/**
 * One invocation of a function.
 *
 * @param requestId a UUID; retries of an asynchronous invocation share it
 * @param invokedArn the ARN that was invoked, with the alias if one was named
 * @param payload the event, a JSON document
 */
public record Invocation(String requestId, String invokedArn, byte[] payload) {}
