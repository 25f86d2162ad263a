package dev.sluice.core.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.digest.StreamHistory.Coverage;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every stream that is read again. */
public abstract class StreamHistoryContract {
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** The stream; the test is its only reader. */
  protected abstract StreamHistory history();

  /** Puts a record into the stream. */
  protected abstract void put(String key, byte[] data);

  /** The time by which the stream tells arrivals; different from that of any record. */
  protected abstract Instant now();

  private List<String> put(int count) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = "key-" + i % 4;
      texts.add(key + " record " + i);
      put(key, texts.get(i).getBytes(UTF_8));
    }
    return texts;
  }

  private static void take(RecordBatch batch, Period period, List<String> into) {
    for (int i = 0; i < batch.size(); i++) {
      if (period.contains(batch.arrivalMillis(i))) {
        into.add(new String(batch.data(), batch.offset(i), batch.length(i), UTF_8));
      }
    }
  }

  @Test
  void handsOverEveryRecordOnceAndThoseOfAKeyInTheirOrder() throws IOException {
    Instant start = now();
    List<String> sent = put(10);
    Period period = new Period(start, start.plus(MARGIN));
    List<String> found = new ArrayList<>();
    Coverage coverage = history().read(period, () -> true, batch -> take(batch, period, found));

    assertThat(coverage.unfinished()).isEmpty();
    assertThat(coverage.keptFrom()).isEmpty();
    assertThat(found).containsExactlyInAnyOrderElementsOf(sent);
    for (int key = 0; key < 4; key++) {
      String start1 = "key-" + key + " ";
      assertThat(found.stream().filter(text -> text.startsWith(start1)))
          .containsExactlyElementsOf(
              sent.stream().filter(text -> text.startsWith(start1)).toList());
    }
  }

  @Test
  void leavesOutWhatCameBefore() throws IOException {
    put(5);
    Instant start = now();
    Period period = new Period(start, start.plus(MARGIN));
    put("key-0", "late".getBytes(UTF_8));
    List<String> found = new ArrayList<>();
    history().read(period, () -> true, batch -> take(batch, period, found));

    assertThat(found).containsExactly("late");
  }

  @Test
  void tellsWhichShardsItHadNoTimeFor() throws IOException {
    Instant start = now();
    put(10);
    Period period = new Period(start, start.plus(MARGIN));
    List<String> found = new ArrayList<>();
    Coverage coverage = history().read(period, () -> false, batch -> take(batch, period, found));

    assertThat(found).isEmpty();
    assertThat(coverage.shards()).isPositive();
    assertThat(coverage.unfinished()).hasSize(coverage.shards()).containsValue(period.from());
  }
}
