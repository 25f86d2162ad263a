package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.SurveyedLake.told;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PartitionPath;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever happens to raw, runs that list little see what a listing of everything sees. */
class SurveyEqualsListingPropertyTest {
  private static final List<String> ENDINGS = List.of("", "-no-time", "-far-time");

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void runsSeeWhatWritersDid(
      @ForAll @IntRange(min = 1, max = 3) int finest, @ForAll boolean isPadded, @ForAll int seed)
      throws IOException {
    History history = new History(layout(finest, isPadded), new Random(seed));
    for (int step = 0; step < 12; step++) {
      history.pass();
      for (int change = history.random.nextInt(4); change > 0; change--) {
        history.change(history.lake.writer());
      }
      assertThat(told(history.look())).isEqualTo(history.lake.everything());
    }
  }

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void auditsSeeWhatWasDoneByHand(
      @ForAll @IntRange(min = 1, max = 3) int finest, @ForAll boolean isPadded, @ForAll int seed)
      throws IOException {
    History history = new History(layout(finest, isPadded), new Random(seed));
    for (int step = 0; step < 6; step++) {
      history.pass();
      history.change(history.lake.store);
      history.look();
      history.change(history.lake.store);
      history.lake.now = history.lake.now.plus(Duration.ofHours(25));
      history.audit();
      assertThat(told(history.look())).isEqualTo(history.lake.everything());
    }
  }

  private static RawLayout layout(int finest, boolean isPadded) {
    return new RawLayout(
        "raw/farm",
        List.of(PartitionField.values()).subList(0, finest + 1),
        RawLayout.Style.PLAIN,
        isPadded,
        Optional.of(Duration.ofDays(7)),
        Duration.ofMinutes(10));
  }

  /** A lake to which things happen. */
  private static final class History {
    private final SurveyedLake lake;
    private final Random random;
    private final List<String> keys = new ArrayList<>();
    private int count;

    History(RawLayout layout, Random random) {
      lake = new SurveyedLake(layout, layout.partition().size());
      this.random = random;
    }

    void pass() {
      lake.now = lake.now.plus(Duration.ofMinutes(random.nextInt(60 * 30)));
    }

    /** Puts, replaces or deletes an object, mostly of today, else of any time in two months. */
    void change(ObjectStore store) throws IOException {
      if (random.nextInt(3) == 0 && !keys.isEmpty()) {
        String key = keys.get(random.nextInt(keys.size()));
        if (random.nextBoolean()) {
          store.delete(key);
        } else {
          store.put(PutObject.of(key, new byte[] {(byte) count++}, "application/json"));
        }
        return;
      }
      int hours = random.nextBoolean() ? random.nextInt(12) : random.nextInt(24 * 60);
      Instant time = lake.now.minus(Duration.ofHours(hours));
      RawLayout layout = lake.pipeline.raw();
      String key =
          "raw/farm/%s/%d%s.json"
              .formatted(
                  new PartitionPath(layout).of(time.toEpochMilli()),
                  count++,
                  ENDINGS.get(random.nextInt(ENDINGS.size())));
      keys.add(key);
      store.put(PutObject.of(key, new byte[] {(byte) count}, "application/json"));
    }

    /** Invocations have so little time that longer listings take several. */
    TrustedPartitions look() throws IOException {
      while (true) {
        try {
          return lake.look(Optional.empty(), random.nextBoolean() ? () -> 0 : () -> 600_000);
        } catch (HalfSurveyException e) {
          assertThat(e).hasMessageContaining("audit: begun");
        }
      }
    }

    void audit() throws IOException {
      String audit;
      do {
        audit = look().looked().audit();
      } while (!audit.startsWith("done, begun at " + lake.now));
    }
  }
}
