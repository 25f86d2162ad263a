package dev.sluice.local.kinesis;

import dev.sluice.local.http.Account;
import dev.sluice.local.http.AwsException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The streams of the lake. Thread-safe. */
public final class KinesisStreams {
  private final Account account;
  private final Clock clock;
  private final StreamLimits limits;
  private final Path spillDirectory;
  private final ConcurrentSkipListMap<String, KinesisStream> streams =
      new ConcurrentSkipListMap<>();
  private final Map<String, CopyOnWriteArrayList<Runnable>> listeners = new ConcurrentHashMap<>();

  /**
   * No streams yet.
   *
   * @param clock gives arrival times, limits, retention and the age of iterators
   * @param spillDirectory for records that are not young any more; null keeps all in memory
   */
  public KinesisStreams(Account account, Clock clock, StreamLimits limits, Path spillDirectory) {
    this.account = account;
    this.clock = clock;
    this.limits = limits;
    this.spillDirectory = spillDirectory;
  }

  /** Makes a stream, ready at once. */
  public void create(String name, int shardCount, Duration retention) {
    Path spill = spillDirectory == null ? null : spillDirectory.resolve(name);
    KinesisStream stream =
        new KinesisStream(
            new KinesisStream.StreamSpec(name, shardCount, spill),
            arn(name),
            new Shard.Setting(clock, limits, retention),
            listeners(name));
    if (streams.putIfAbsent(name, stream) != null) {
      throw AwsException.invalid(
          "ResourceInUseException",
          "Stream %s under account %s already exists.".formatted(name, account.id()));
    }
  }

  /** The ARN of a stream, whether it exists or not. */
  public String arn(String name) {
    return account.arn("kinesis", "stream/" + name);
  }

  /** The ids of a stream's shards, in order. */
  public List<String> shardIds(String stream) {
    return stream(stream).shards().stream().map(Shard::id).toList();
  }

  /**
   * The records of a shard after a sequence number; no read limit is used up.
   *
   * @param afterSequence null starts with the oldest record
   */
  public List<StoredRecord> read(String stream, String shardId, String afterSequence, int limit) {
    Shard shard = stream(stream).shard(shardId);
    long after = afterSequence == null ? 0 : shard.numbers().ordinal(afterSequence);
    return shard.peek(after, limit);
  }

  /** The sequence number of the youngest record (to start at LATEST); null: there was none. */
  public String latest(String stream, String shardId) {
    Shard shard = stream(stream).shard(shardId);
    long last = shard.last();
    return last == 0 ? null : shard.numbers().of(last);
  }

  /** Calls the listener, on the writer's thread, whenever records have been added; be quick. */
  public void onAppend(String stream, Runnable listener) {
    listeners(stream).add(listener);
  }

  /** How many records were ever stored in a stream. */
  public long stored(String stream) {
    return stream(stream).shards().stream().mapToLong(Shard::last).sum();
  }

  /** The names of all streams, sorted. */
  public List<String> names() {
    return List.copyOf(streams.keySet());
  }

  KinesisStream stream(String name) {
    KinesisStream stream = streams.get(name);
    if (stream == null) {
      throw notFound(name);
    }
    return stream;
  }

  void delete(String name) {
    KinesisStream removed = streams.remove(name);
    if (removed == null) {
      throw notFound(name);
    }
    removed.shards().forEach(Shard::clear);
  }

  Clock clock() {
    return clock;
  }

  Account account() {
    return account;
  }

  private CopyOnWriteArrayList<Runnable> listeners(String stream) {
    return listeners.computeIfAbsent(stream, key -> new CopyOnWriteArrayList<>());
  }

  private AwsException notFound(String name) {
    return AwsException.invalid(
        "ResourceNotFoundException",
        "Stream %s under account %s not found.".formatted(name, account.id()));
  }
}
