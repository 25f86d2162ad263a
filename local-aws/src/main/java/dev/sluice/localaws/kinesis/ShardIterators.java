package dev.sluice.localaws.kinesis;

import dev.sluice.localaws.http.AwsException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** Iterators are positions in themselves: nothing is kept for them. */
final class ShardIterators {
  private static final Duration VALID = Duration.ofMinutes(5);
  private static final String SEPARATOR = "|";

  private final Clock clock;

  ShardIterators(Clock clock) {
    this.clock = clock;
  }

  record Position(String stream, String shardId, long after) {}

  String encode(Position position) {
    String text =
        String.join(
            SEPARATOR,
            position.stream(),
            position.shardId(),
            Long.toString(position.after()),
            Long.toString(clock.millis()));
    return "AAAA" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  Position decode(String iterator) {
    String[] parts = parts(iterator);
    Instant issued = Instant.ofEpochMilli(Long.parseLong(parts[3]));
    Instant now = clock.instant();
    if (issued.plus(VALID).isBefore(now)) {
      throw AwsException.invalid(
          "ExpiredIteratorException",
          "Iterator expired. The iterator was created at time %s while right now it is %s which is further in the future than the tolerated delay of %d milliseconds."
              .formatted(issued, now, VALID.toMillis()));
    }
    return new Position(parts[0], parts[1], Long.parseLong(parts[2]));
  }

  private static String[] parts(String iterator) {
    if (iterator.startsWith("AAAA")) {
      try {
        byte[] bytes = Base64.getDecoder().decode(iterator.substring(4));
        String[] parts = new String(bytes, StandardCharsets.UTF_8).split("\\|", -1);
        if (parts.length == 4 && parts[2].matches("\\d{1,18}") && parts[3].matches("\\d{1,18}")) {
          return parts;
        }
      } catch (IllegalArgumentException e) {
        throw AwsException.invalid("InvalidArgumentException", "Invalid ShardIterator: " + e);
      }
    }
    throw AwsException.invalid("InvalidArgumentException", "Invalid ShardIterator.");
  }
}
