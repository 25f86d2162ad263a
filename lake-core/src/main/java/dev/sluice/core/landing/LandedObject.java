package dev.sluice.core.landing;

import java.time.Instant;

/**
 * An object that was put into the bucket, as S3's event tells.
 *
 * @param key of the object
 * @param etag of its content, without quotes
 * @param at when it was put; decides the partition
 */
public record LandedObject(String key, String etag, Instant at) {
  public LandedObject {
    etag = bare(etag);
    if (key.isEmpty() || etag.isEmpty()) {
      throw new IllegalArgumentException(
          "A landed object has a key and an ETag, not '%s' and '%s'".formatted(key, etag));
    }
  }

  /** ETags stand in quotes in S3's answers, and without in its events. */
  static String bare(String etag) {
    return etag.replace("\"", "");
  }
}
