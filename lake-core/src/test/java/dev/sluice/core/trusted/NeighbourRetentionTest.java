package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.PartitionField;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw of neighbours that expires changes nothing. */
class NeighbourRetentionTest {
  private static final Instant NOON = Instant.parse("2026-06-08T12:00:00Z");
  private static final Duration KEPT = Duration.ofDays(30);

  @TempDir Path folder;
  private Instant now = NOON;
  private StreamLake lake;

  @BeforeEach
  void putARecordThatIsBelievedAndThenNot() throws IOException {
    lake =
        new StreamLake(
            new InMemoryObjectStore(() -> now), StreamLake.weekLate(PartitionField.DAY), 3, folder);
    Instant time = NOON.minus(Duration.ofDays(7)).plusSeconds(30);
    put("a", time, NOON);
    put("a", time, NOON.plusSeconds(60));
    lake.run();
  }

  private void put(String id, Instant time, Instant arrival) throws IOException {
    lake.put(StreamLake.payload(id, "\"" + time + "\""), arrival);
  }

  private RewritePolicy expiring() {
    return new RewritePolicy("", now, Optional.of(KEPT), Optional.empty());
  }

  private void expireTheFirst() throws IOException {
    for (String key : lake.store.keys()) {
      if (key.startsWith("raw/farm/year=2026/month=06/day=01/")) {
        lake.store.delete(key);
      }
    }
  }

  @Test
  void aNeighbourThatExpiresBringsNoCopyBack() throws IOException {
    Map<String, String> before = lake.contents();
    now = NOON.plus(KEPT);
    expireTheFirst();

    assertThat(lake.run(expiring()))
        .noneMatch(PartitionOutcome.Rewritten.class::isInstance)
        .noneMatch(outcome -> outcome instanceof PartitionOutcome.Kept kept && kept.isMissed());
    assertThat(lake.contents()).isEqualTo(before);
  }

  @Test
  void whatComesLateIsTakenAlthoughNeighboursMayHaveExpired() throws IOException {
    now = NOON.plus(KEPT).minus(Duration.ofDays(3));
    put("late", NOON, NOON.plus(Duration.ofDays(6)));

    assertThat(lake.run(expiring())).anyMatch(PartitionOutcome.Rewritten.class::isInstance);
    assertThat(lake.rows()).containsExactly("2026-06-01 a", "2026-06-08 late");
  }
}
