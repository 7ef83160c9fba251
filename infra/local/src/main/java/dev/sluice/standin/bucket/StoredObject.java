package dev.sluice.standin.bucket;

import java.time.Instant;

/**
 * An object of a bucket, without its content.
 *
 * @param key its key
 * @param eTag the MD5 of its content, hexadecimal, without quotes
 * @param sizeBytes the length of its content
 * @param modified when it was put, in whole seconds as HTTP tells it
 * @param contentType as it was put
 */
record StoredObject(
    String key, String eTag, long sizeBytes, Instant modified, String contentType) {}
