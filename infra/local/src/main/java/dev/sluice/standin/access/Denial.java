package dev.sluice.standin.access;

/**
 * Something that was not allowed.
 *
 * @param by the logical id of the function, or the name of the service, that wanted it
 * @param action such as {@code dynamodb:GetItem}
 * @param resource its ARN
 * @param message as AWS words it
 */
public record Denial(String by, String action, String resource, String message) {}
