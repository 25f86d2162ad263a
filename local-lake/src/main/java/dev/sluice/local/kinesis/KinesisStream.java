package dev.sluice.local.kinesis;

import dev.sluice.local.http.AwsException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A stream: its shards and who waits for records. Thread-safe. */
final class KinesisStream {
  private final String name;
  private final String arn;
  private final Instant created;
  private final List<Shard> shards;
  private volatile Duration retention;

  /** Listeners outlive the stream object: they belong to the name. */
  private final CopyOnWriteArrayList<Runnable> listeners;

  KinesisStream(
      StreamSpec spec,
      String arn,
      Shard.Setting setting,
      CopyOnWriteArrayList<Runnable> listeners) {
    this.name = spec.name();
    this.arn = arn;
    this.created = setting.clock().instant();
    this.retention = setting.retention();
    this.listeners = listeners;
    List<Shard> made = new ArrayList<>();
    for (int i = 0; i < spec.shards(); i++) {
      String id = "shardId-%012d".formatted(i);
      Path spill = spec.spillDirectory() == null ? null : spec.spillDirectory().resolve(id);
      made.add(
          new Shard(
              id,
              HashRange.of(i, spec.shards()),
              new SequenceNumbers(created.getEpochSecond(), i),
              new SegmentFiles(spill),
              setting));
    }
    this.shards = List.copyOf(made);
  }

  /** What a stream is made from; without a spill directory all is kept in memory. */
  record StreamSpec(String name, int shards, Path spillDirectory) {}

  String name() {
    return name;
  }

  String arn() {
    return arn;
  }

  Instant created() {
    return created;
  }

  Duration retention() {
    return retention;
  }

  List<Shard> shards() {
    return shards;
  }

  void retain(Duration newRetention) {
    retention = newRetention;
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
                    "Shard %s in stream %s does not exist".formatted(id, name)));
  }

  /** Stores a record; empty sequence number: the shard is over its limit. */
  Placed put(String partitionKey, BigInteger explicitHash, byte[] data) {
    BigInteger hash = explicitHash == null ? HashRange.hash(partitionKey) : explicitHash;
    Shard shard =
        shards.stream().filter(each -> each.range().contains(hash)).findFirst().orElseThrow();
    return new Placed(shard.id(), shard.append(partitionKey, data));
  }

  void tellListeners() {
    listeners.forEach(Runnable::run);
  }

  record Placed(String shardId, Optional<String> sequenceNumber) {}
}
