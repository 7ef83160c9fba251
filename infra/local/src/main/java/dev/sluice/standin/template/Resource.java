package dev.sluice.standin.template;

/**
 * A resource whose properties have been resolved.
 *
 * @param logicalId its key in the template
 * @param name what {@code Ref} gives for it
 * @param type its type
 * @param properties without calls
 */
record Resource(String logicalId, String name, String type, Properties properties) {}
