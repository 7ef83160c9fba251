package dev.sluice.standin.bucket;

import dev.sluice.standin.event.ObjectChange;
import dev.sluice.standin.template.BucketModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The buckets of a stack; tells of each change of an object. Thread-safe. */
public final class Buckets {
  private final Map<String, ObjectFolder> byName = new HashMap<>();
  private final InstantSource clock;
  private final Consumer<ObjectChange> listener;

  private Buckets(InstantSource clock, Consumer<ObjectChange> listener) {
    this.clock = clock;
    this.listener = listener;
  }

  /**
   * Opens the buckets of a template with what is in them.
   *
   * @param folder has a folder for each bucket
   * @param listener told of each change, after it was made
   * @throws IOException when the folder cannot be used
   */
  public static Buckets open(
      Path folder,
      Collection<BucketModel> models,
      InstantSource clock,
      Consumer<ObjectChange> listener)
      throws IOException {
    Buckets buckets = new Buckets(clock, listener);
    for (BucketModel model : models) {
      buckets.byName.put(model.name(), ObjectFolder.open(folder.resolve(model.name())));
    }
    return buckets;
  }

  /**
   * @throws S3Exception when the template has no such bucket
   */
  ObjectFolder bucket(String name) {
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(
            () ->
                new S3Exception(
                    404, "NoSuchBucket", "The specified bucket does not exist: " + name));
  }

  StoredObject put(
      ObjectAddress address, String contentType, byte[] content, Conditions conditions) {
    Instant now = clock.instant();
    StoredObject object =
        new StoredObject(
            address.key(),
            ObjectFolder.digest("MD5", content),
            content.length,
            now.truncatedTo(ChronoUnit.SECONDS),
            contentType);
    bucket(address.bucket()).put(object, content, conditions);
    listener.accept(
        new ObjectChange(
            address.bucket(), address.key(), content.length, object.eTag(), false, now));
    return object;
  }

  void delete(ObjectAddress address, Conditions conditions) {
    if (bucket(address.bucket()).delete(address.key(), conditions)) {
      listener.accept(
          new ObjectChange(address.bucket(), address.key(), 0, "", true, clock.instant()));
    }
  }
}
