package dev.sluice.localaws.esm;

import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stream in memory; a record's data is its number in its shard. */
class FakeStream implements StreamReader {
  private final List<List<StoredRecord>> shards = new ArrayList<>();
  private final List<Runnable> listeners = new ArrayList<>();

  FakeStream(int shardCount) {
    for (int i = 0; i < shardCount; i++) {
      shards.add(new ArrayList<>());
    }
  }

  void append(int shard, int count, Instant arrival) {
    for (int i = 0; i < count; i++) {
      append(
          shard,
          Integer.toString(shards.get(shard).size()).getBytes(StandardCharsets.UTF_8),
          arrival);
    }
  }

  void append(int shard, byte[] data, Instant arrival) {
    append(shard, "turbine-1", data, arrival);
  }

  /** A record of a key, whose data is its number in its shard. */
  void append(int shard, String key, Instant arrival) {
    String number = Integer.toString(shards.get(shard).size());
    append(shard, key, number.getBytes(StandardCharsets.UTF_8), arrival);
  }

  private void append(int shard, String key, byte[] data, Instant arrival) {
    List<StoredRecord> records = shards.get(shard);
    records.add(new StoredRecord(sequence(records.size()), key, data, arrival));
    listeners.forEach(Runnable::run);
  }

  static String sequence(int number) {
    return "4959033827149025660855969254%07d".formatted(number);
  }

  List<StoredRecord> records(int shard) {
    return shards.get(shard);
  }

  @Override
  public String arn() {
    return "arn:aws:kinesis:eu-central-1:000000000000:stream/readings";
  }

  @Override
  public List<String> shardIds() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < shards.size(); i++) {
      ids.add(shardId(i));
    }
    return ids;
  }

  static String shardId(int shard) {
    return "shardId-%012d".formatted(shard);
  }

  @Override
  public List<StoredRecord> read(String shard, Optional<String> afterSequence, int limit) {
    List<StoredRecord> records = shards.get(Integer.parseInt(shard.substring(8)));
    int from = afterSequence.map(after -> Integer.parseInt(after.substring(28)) + 1).orElse(0);
    return List.copyOf(records.subList(from, Math.min(records.size(), from + limit)));
  }

  @Override
  public Optional<String> latest(String shard) {
    int size = shards.get(Integer.parseInt(shard.substring(8))).size();
    return size == 0 ? Optional.empty() : Optional.of(sequence(size - 1));
  }

  @Override
  public void onAppend(Runnable listener) {
    listeners.add(listener);
  }
}
