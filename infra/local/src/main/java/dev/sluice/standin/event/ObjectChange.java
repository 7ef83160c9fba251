package dev.sluice.standin.event;

import java.time.Instant;

/**
 * An object of a bucket that has been put or deleted.
 *
 * @param bucket the bucket's name
 * @param key the object's key
 * @param sizeBytes its size; 0 when deleted
 * @param eTag its ETag without quotes; empty when deleted
 * @param deleted whether it is no more
 * @param at when that happened
 */
public record ObjectChange(
    String bucket, String key, long sizeBytes, String eTag, boolean deleted, Instant at) {
  /** The name of the event in S3's notifications. */
  String notificationName() {
    return deleted ? "ObjectRemoved:Delete" : "ObjectCreated:Put";
  }
}
