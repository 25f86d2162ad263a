package dev.sluice.core.produce.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.produce.deliver.RecordStream.Accepted;
import dev.sluice.core.produce.deliver.RecordStream.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RecordStream} does that is not asked to fail. */
public abstract class RecordStreamContract {
  /** An empty stream. */
  protected abstract RecordStream stream();

  /** What is in the stream, in order. */
  protected abstract List<String> stored();

  @Test
  void givesOneOutcomeForEachEntry() {
    List<Outcome> outcomes = stream().put(batch(500));

    assertThat(outcomes).hasSize(500).allMatch(Accepted.class::isInstance);
    assertThat(outcomes)
        .allSatisfy(
            outcome -> {
              Accepted accepted = (Accepted) outcome;
              assertThat(accepted.shard()).startsWith("shardId-");
              assertThat(accepted.sequenceNumber()).matches("[0-9]+");
            });
  }

  @Test
  void keepsOrderAndContentOfRecordsWithOneKey() {
    RecordStream stream = stream();
    stream.put(batch(3));
    stream.put(List.of(entry("Größe: 1 m")));

    assertThat(stored()).containsExactly("record 0", "record 1", "record 2", "Größe: 1 m");
  }

  @Test
  void takesARecordAgain() {
    RecordStream stream = stream();
    stream.put(batch(1));
    stream.put(batch(1));

    assertThat(stored()).containsExactly("record 0", "record 0");
  }

  private static List<Entry> batch(int size) {
    return IntStream.range(0, size).mapToObj(i -> entry("record " + i)).toList();
  }

  private static Entry entry(String data) {
    return new Entry("turbine-1", data.getBytes(UTF_8));
  }
}
