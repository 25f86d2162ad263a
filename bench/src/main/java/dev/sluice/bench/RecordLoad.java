package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * So many readings a second, in calls of PutRecords at even distances, twenty a second at most.
 * They are dealt to the shards in turn, so that none gets more than its share.
 */
final class RecordLoad {
  /** How the ids of high readings begin, which are their devices, too. */
  static final String HIGH = "high-";

  private static final int CALLS = 20;

  /** A second's; an hour's budget lets a thousand through. */
  private static final int VIOLATIONS = 2;

  private static final int SHARD_RATE = 1_000;

  private final int rate;
  private final List<Violation> violations = new ArrayList<>();
  private long sent;
  private long throttled;

  RecordLoad(int rate) {
    this.rate = rate;
  }

  /**
   * A reading that fires the rule.
   *
   * @param stored when PutRecords had returned, in nanoseconds as {@link System#nanoTime} has them
   */
  record Violation(String id, long stored) {}

  int rate() {
    return rate;
  }

  /** As many as take the load; two at least, as the template has. */
  int shards() {
    return Math.max(2, (rate + SHARD_RATE - 1) / SHARD_RATE);
  }

  /** In the order in which they were put. */
  List<Violation> violations() {
    return violations;
  }

  /** How many records were put again. */
  long throttled() {
    return throttled;
  }

  /** Puts them for so long. */
  void put(AlertLake lake, Duration time) {
    int calls = Math.min(rate, CALLS);
    long distance = Duration.ofSeconds(1).toNanos() / calls;
    long start = System.nanoTime();
    for (long call = 0; call < time.toSeconds() * calls; call++) {
      awaitTime(start + call * distance);
      put(lake, rate / calls);
    }
  }

  private static void awaitTime(long nanos) {
    for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private void put(AlertLake lake, int count) {
    List<KinesisPut.Entry> entries = new ArrayList<>();
    List<String> high = new ArrayList<>();
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    for (int i = 0; i < count; i++) {
      boolean isHigh = sent % Math.max(1, rate / VIOLATIONS) == 0;
      String id = (isHigh ? HIGH : "r-") + sent;
      if (isHigh) {
        high.add(id);
      }
      entries.add(entry(id, isHigh, now));
      sent++;
    }
    throttled += lake.put(entries);
    long stored = System.nanoTime();
    high.forEach(id -> violations.add(new Violation(id, stored)));
  }

  private KinesisPut.Entry entry(String id, boolean isHigh, Instant time) {
    int shard = (int) (sent % shards());
    String device = isHigh ? id : "device-%d-%d".formatted(shard, sent / shards() % 50);
    String json =
        "{\"id\":\"%s\",\"device\":\"%s\",\"value\":%s,\"timestamp\":\"%s\"}"
            .formatted(id, device, isHigh ? "140.5" : "20." + (10 + sent % 90), time);
    return new KinesisPut.Entry(device, shard, json.getBytes(UTF_8));
  }
}
