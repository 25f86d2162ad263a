package dev.sluice.localaws.firehose;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Names a delivery stream's objects: {@code PREFIX NAME-VERSION-yyyy-MM-dd-HH-mm-ss-UUID
 * EXTENSION}. A restarted lake gives an object that begins with the same record the same UUID
 * again, and no other object.
 */
final class ObjectKeys {
  /** No configuration changes here, so every delivery stream is in its first version. */
  static final int VERSION = 1;

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss");

  private final DeliverySettings settings;
  private final KeyPrefix prefix;
  private final long seed;
  private String begin = "";
  private int atBegin;

  ObjectKeys(DeliverySettings settings, long seed) {
    this.settings = settings;
    this.prefix = settings.keyPrefix();
    this.seed = seed;
  }

  /**
   * The key of an object whose oldest record arrived then.
   *
   * @param after the position that its records come after
   */
  String next(Instant oldest, String after) {
    SplittableRandom random = random(after);
    return prefix.at(oldest, () -> uuid(random).substring(0, 11))
        + "%s-%d-%s-%s%s"
            .formatted(
                settings.name(),
                VERSION,
                SECOND.format(oldest.atZone(settings.format().zone())),
                uuid(random),
                settings.format().fileExtension());
  }

  /** A record that was split into many may begin several objects after the same position. */
  private SplittableRandom random(String after) {
    atBegin = after.equals(begin) ? atBegin + 1 : 0;
    begin = after;
    byte[] place = (after + "/" + atBegin).getBytes(StandardCharsets.UTF_8);
    return new SplittableRandom(seed ^ UUID.nameUUIDFromBytes(place).getMostSignificantBits());
  }

  /** Like {@link UUID#randomUUID}, from a seed. */
  private static String uuid(SplittableRandom random) {
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low).toString();
  }
}
