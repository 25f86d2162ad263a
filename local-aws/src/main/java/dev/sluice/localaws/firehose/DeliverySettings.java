package dev.sluice.localaws.firehose;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What a delivery stream does with its records.
 *
 * @param name of the delivery stream
 * @param sourceStream the name of the Kinesis stream that it reads; empty: records are put directly
 * @param bucket where objects are written
 * @param prefix of their keys, with Firehose's expressions
 * @param errorPrefix of the keys of what can't be delivered; empty: not given
 * @param format of the objects
 */
public record DeliverySettings(
    String name,
    Optional<String> sourceStream,
    String bucket,
    String prefix,
    Optional<String> errorPrefix,
    Buffer buffer,
    Format format) {
  public static final int DEFAULT_MB = 5;
  public static final int DEFAULT_SECONDS = 300;

  /**
   * When an object is written: whatever comes first.
   *
   * @param sizeMb of its records before compression
   * @param interval after its first record
   */
  public record Buffer(int sizeMb, Duration interval) {
    public Buffer {
      if (sizeMb < 1 || sizeMb > 128) {
        throw new IllegalArgumentException("A buffer has 1 to 128 MB, not " + sizeMb);
      }
      if (interval.isNegative() || interval.toSeconds() > 900) {
        throw new IllegalArgumentException(
            "A buffer waits 0 to 900 s, not " + interval.toSeconds());
      }
    }
  }

  /**
   * How records become an object.
   *
   * @param gzip whether objects are compressed
   * @param extension at the end of keys instead of {@code .gz} or nothing
   * @param delimiter after each record; empty: none
   * @param zone of the times in keys
   */
  public record Format(boolean gzip, Optional<String> extension, String delimiter, ZoneId zone) {
    /** Records one after the other, nothing between, times in UTC. */
    public static Format of(boolean gzip) {
      return new Format(gzip, Optional.empty(), "", ZoneOffset.UTC);
    }

    String fileExtension() {
      return extension.orElse(gzip ? ".gz" : "");
    }
  }

  public DeliverySettings {
    if (!name.matches("[a-zA-Z0-9_.-]{1,64}")) {
      throw new IllegalArgumentException(
          "A delivery stream's name is 1 to 64 letters, digits and _ . -, not '" + name + "'");
    }
  }

  /** Checks the prefixes too. */
  KeyPrefix keyPrefix() {
    return KeyPrefix.of(prefix, errorPrefix.orElse(null), format.zone());
  }
}
