package dev.sluice.core.digest;

import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.event.RecordBatchBuilder;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** A stream in memory, of one shard. Keeps to {@link StreamHistoryContract}. */
public final class FakeHistory implements StreamHistory {
  private static final String SHARD = "shardId-000000000000";
  private static final int PAGE = 3;

  private final List<Stored> records = new ArrayList<>();
  private Optional<Instant> keptFrom = Optional.empty();
  private int failures;

  private record Stored(String key, Instant arrival, byte[] data) {}

  /** Adds a record; records come in the order of their arrival. */
  public void put(String key, Instant arrival, byte[] data) {
    records.add(new Stored(key, arrival, data));
  }

  void put(Places.Reading reading) {
    put(reading.place(), reading.time(), reading.json());
  }

  /** Tells that older records are gone. */
  void forgetBefore(Instant time) {
    keptFrom = Optional.of(time);
    records.removeIf(each -> each.arrival().isBefore(time));
  }

  /** Fails so many times. */
  void fail(int times) {
    failures = times;
  }

  @Override
  public Coverage read(Period period, BooleanSupplier goOn, Consumer<RecordBatch> batches)
      throws IOException {
    if (failures-- > 0) {
      throw new IOException("The stream can't be read");
    }
    TreeMap<String, Instant> unfinished = new TreeMap<>();
    List<Stored> due =
        records.stream().filter(each -> !each.arrival().isBefore(period.from())).toList();
    for (int at = 0; at < due.size(); at += PAGE) {
      if (!goOn.getAsBoolean()) {
        unfinished.put(SHARD, at == 0 ? period.from() : due.get(at - 1).arrival());
        break;
      }
      RecordBatchBuilder batch = new RecordBatchBuilder(SHARD);
      for (Stored each : due.subList(at, Math.min(due.size(), at + PAGE))) {
        batch.add(
            Long.toString(each.arrival().toEpochMilli()),
            each.key(),
            each.arrival().toEpochMilli(),
            each.data());
      }
      batches.accept(batch.build());
    }
    return new Coverage(1, unfinished, keptFrom.filter(period.from()::isBefore));
  }
}
