package dev.sluice.local.firehose;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Names a delivery stream's objects: {@code PREFIX NAME-VERSION-yyyy-MM-dd-HH-mm-ss-UUID
 * EXTENSION}. The same seed gives the same UUIDs.
 */
final class ObjectKeys {
  /** No configuration changes here, so every delivery stream is in its first version. */
  static final int VERSION = 1;

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss");

  private final DeliverySettings settings;
  private final KeyPrefix prefix;
  private final SplittableRandom random;

  ObjectKeys(DeliverySettings settings, long seed) {
    this.settings = settings;
    this.prefix = settings.keyPrefix();
    this.random = new SplittableRandom(seed);
  }

  /** The key of an object whose oldest record arrived then. */
  String next(Instant oldest) {
    return prefix.at(oldest, () -> uuid().substring(0, 11))
        + "%s-%d-%s-%s%s"
            .formatted(
                settings.name(),
                VERSION,
                SECOND.format(oldest.atZone(settings.format().zone())),
                uuid(),
                settings.format().fileExtension());
  }

  /** Like {@link UUID#randomUUID}, from the seed. */
  private String uuid() {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low).toString();
  }
}
