package dev.sluice.localaws.kinesis;

import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.kinesis.log.DiskSync;
import dev.sluice.localaws.kinesis.log.NewRecord;
import dev.sluice.localaws.kinesis.log.SequenceNumbers;
import dev.sluice.localaws.kinesis.log.ShardLog;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stream: its shards and who waits for records. Thread-safe. */
final class KinesisStream {
  private final StreamFolder folder;
  private final String arn;
  private final List<Shard> shards;
  private volatile StreamFolder.Facts facts;

  /** Listeners outlive the stream object: they belong to the name. */
  private final CopyOnWriteArrayList<Runnable> listeners;

  private KinesisStream(
      StreamFolder folder,
      String arn,
      StreamFolder.Facts facts,
      List<Shard> shards,
      CopyOnWriteArrayList<Runnable> listeners) {
    this.folder = folder;
    this.arn = arn;
    this.facts = facts;
    this.shards = List.copyOf(shards);
    this.listeners = listeners;
  }

  /**
   * What all streams have in common.
   *
   * @param listeners of the stream's name
   */
  record Surroundings(
      Shard.Setting setting, DiskSync sync, String arn, CopyOnWriteArrayList<Runnable> listeners) {}

  /** The stream in that folder, with what it holds already. */
  static KinesisStream open(
      StreamFolder folder, StreamFolder.Facts facts, Surroundings surroundings) throws IOException {
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < facts.shards(); i++) {
      String id = "shardId-%012d".formatted(i);
      SequenceNumbers numbers = new SequenceNumbers(facts.created().getEpochSecond(), i);
      ShardLog log = ShardLog.open(folder.shard(id), numbers, surroundings.sync());
      HashRange range = HashRange.of(i, facts.shards());
      shards.add(new Shard(id, range, numbers, log, surroundings.setting()));
    }
    return new KinesisStream(folder, surroundings.arn(), facts, shards, surroundings.listeners());
  }

  String name() {
    return folder.name();
  }

  String arn() {
    return arn;
  }

  Instant created() {
    return facts.created();
  }

  Duration retention() {
    return facts.retention();
  }

  List<Shard> shards() {
    return shards;
  }

  synchronized void retain(Duration newRetention) throws IOException {
    StreamFolder.Facts changed = facts.with(newRetention);
    folder.write(changed);
    facts = changed;
    shards.forEach(shard -> shard.retain(newRetention));
  }

  Shard shard(String id) {
    return shards.stream()
        .filter(shard -> shard.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                AwsException.invalid(
                    "ResourceNotFoundException",
                    "Shard %s in stream %s does not exist".formatted(id, name())));
  }

  /** A record and where it belongs; the hash is that of its key if it is null. */
  record Put(String partitionKey, BigInteger explicitHash, byte[] data) {
    private BigInteger hash() {
      return explicitHash == null ? HashRange.hash(partitionKey) : explicitHash;
    }
  }

  /** Stores records, with one write for each shard; returns what became of each, in order. */
  List<PutOutcome> put(List<Put> records) {
    Map<Shard, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < records.size(); i++) {
      places.computeIfAbsent(shard(records.get(i).hash()), shard -> new ArrayList<>()).add(i);
    }
    PutOutcome[] outcomes = new PutOutcome[records.size()];
    places.forEach(
        (shard, ofShard) -> {
          List<PutOutcome> appended =
              shard.append(
                  ofShard.stream()
                      .map(records::get)
                      .map(record -> new NewRecord(record.partitionKey(), record.data()))
                      .toList());
          for (int i = 0; i < appended.size(); i++) {
            outcomes[ofShard.get(i)] = appended.get(i);
          }
        });
    return Arrays.asList(outcomes);
  }

  private Shard shard(BigInteger hash) {
    return shards.stream().filter(each -> each.range().contains(hash)).findFirst().orElseThrow();
  }

  void tellListeners() {
    listeners.forEach(Runnable::run);
  }

  void close() {
    shards.forEach(Shard::close);
  }

  void delete() throws IOException {
    close();
    folder.delete();
  }
}
