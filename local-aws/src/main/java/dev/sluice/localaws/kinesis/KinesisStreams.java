package dev.sluice.localaws.kinesis;

import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.kinesis.log.CheckpointFiles;
import dev.sluice.localaws.kinesis.log.Checkpoints;
import dev.sluice.localaws.kinesis.log.DiskSync;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The streams of the lake, in a folder, where the next lake finds them. Thread-safe.
 *
 * <p>A record that was acknowledged survives the end of the process at any moment, and reaches the
 * disk itself within a tenth of a second.
 */
public final class KinesisStreams implements AutoCloseable {
  private final Account account;
  private final Clock clock;
  private final StreamLimits limits;
  private final Consumer<Instant> throttled;
  private final Path directory;
  private final List<String> takenBack = new ArrayList<>();
  private final DiskSync sync = new DiskSync();
  private final ConcurrentSkipListMap<String, KinesisStream> streams =
      new ConcurrentSkipListMap<>();
  private final Map<String, CopyOnWriteArrayList<Runnable>> listeners = new ConcurrentHashMap<>();

  /**
   * The streams that an earlier lake left in that folder.
   *
   * @param clock gives arrival times, limits, retention and the age of iterators
   * @throws IOException they can't be read; the text says what to do
   */
  public KinesisStreams(Account account, Clock clock, StreamLimits limits, Path directory)
      throws IOException {
    this(account, clock, limits, directory, refilled -> {});
  }

  /**
   * The streams that an earlier lake left in that folder.
   *
   * @param clock gives arrival times, limits, retention and the age of iterators
   * @param throttled told, whenever a shard refuses something, when it has its whole allowance of a
   *     second again; called from the caller's thread, so be quick
   * @throws IOException they can't be read; the text says what to do
   */
  public KinesisStreams(
      Account account,
      Clock clock,
      StreamLimits limits,
      Path directory,
      Consumer<Instant> throttled)
      throws IOException {
    this.account = account;
    this.clock = clock;
    this.limits = limits;
    this.throttled = throttled;
    this.directory = directory;
    for (StreamFolder folder : StreamFolder.in(directory)) {
      KinesisStream stream = open(folder, folder.facts());
      streams.put(folder.name(), stream);
      takenBack.addAll(ReadersAhead.takeBack(stream, CheckpointFiles.in(readers(folder.name()))));
    }
  }

  private Path readers(String stream) {
    return directory.resolve(stream).resolve("readers");
  }

  private KinesisStream open(StreamFolder folder, StreamFolder.Facts facts) throws IOException {
    Shard.Setting setting = new Shard.Setting(clock, limits, facts.retention(), throttled);
    return KinesisStream.open(
        folder,
        facts,
        new KinesisStream.Surroundings(
            setting, sync, arn(folder.name()), listeners(folder.name())));
  }

  /** Makes a stream, ready at once. */
  public synchronized void create(String name, int shardCount, Duration retention) {
    if (streams.containsKey(name)) {
      throw AwsException.invalid(
          "ResourceInUseException",
          "Stream %s under account %s already exists.".formatted(name, account.id()));
    }
    StreamFolder folder = StreamFolder.of(directory, name);
    StreamFolder.Facts facts =
        new StreamFolder.Facts(shardCount, clock.millis(), retention.toHours());
    try {
      folder.write(facts);
      streams.put(name, open(folder, facts));
    } catch (IOException e) {
      throw new UncheckedIOException("Could not make the stream " + name, e);
    }
  }

  /**
   * Makes a stream, or goes on with the one that an earlier lake left.
   *
   * @throws IOException that one has other shards; the text says what to do
   */
  public synchronized void ensure(String name, int shardCount, Duration retention)
      throws IOException {
    KinesisStream left = streams.get(name);
    if (left == null) {
      create(name, shardCount, retention);
      return;
    }
    if (left.shards().size() != shardCount) {
      throw new IOException(
          "The stream %s in %s has %d shard(s), and %d are asked for. The local lake does not reshard: take another folder with --dir, or delete %s with the records in it."
              .formatted(
                  name, directory, left.shards().size(), shardCount, directory.resolve(name)));
    }
    left.retain(retention);
  }

  /** What was found of an earlier lake, in a sentence for each stream that had records. */
  public List<String> takenOver() {
    return Stream.concat(
            streams.values().stream().map(TakenOver::of).flatMap(List::stream), takenBack.stream())
        .toList();
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
   * Some records of a shard after a sequence number, none only at the end; no read limit is used
   * up.
   *
   * @param afterSequence null starts with the oldest record
   */
  public List<StoredRecord> read(String stream, String shardId, String afterSequence, int limit) {
    Shard shard = stream(stream).shard(shardId);
    return shard.peek(ordinal(shard, afterSequence), limit);
  }

  /** How many records a shard holds after that sequence number. */
  public long countAfter(String stream, String shardId, String afterSequence) {
    Shard shard = stream(stream).shard(shardId);
    return shard.countAfter(ordinal(shard, afterSequence));
  }

  /** About how many bytes these have. */
  public long bytesAfter(String stream, String shardId, String afterSequence) {
    Shard shard = stream(stream).shard(shardId);
    return shard.bytesAfter(ordinal(shard, afterSequence));
  }

  private static long ordinal(Shard shard, String afterSequence) {
    return afterSequence == null ? 0 : shard.numbers().ordinal(afterSequence);
  }

  /** The sequence number of the youngest record, or that before the first: to start at LATEST. */
  public String latest(String stream, String shardId) {
    Shard shard = stream(stream).shard(shardId);
    return shard.numbers().of(shard.last());
  }

  /** How far a reader of that stream is; it ends with the stream. */
  public Checkpoints checkpoints(String stream, String reader) {
    return new CheckpointFiles(readers(stream(stream).name()).resolve(reader));
  }

  /** Deletes a reader's checkpoints: the next one of that name is a new one. */
  public void forget(String stream, String reader) throws IOException {
    if (streams.containsKey(stream)) {
      new CheckpointFiles(readers(stream).resolve(reader)).delete();
    }
  }

  /**
   * Stores data in a stream that the lake has for itself, whatever its limits.
   *
   * @throws IOException not all is stored; the text says why
   */
  public void append(String stream, List<byte[]> data) throws IOException {
    KinesisStream target = stream(stream);
    List<KinesisStream.Put> records =
        data.stream().map(bytes -> new KinesisStream.Put("", null, bytes)).toList();
    for (PutOutcome outcome : target.put(records)) {
      if (!(outcome instanceof PutOutcome.Stored)) {
        throw new IOException(
            outcome instanceof PutOutcome.NotStored failed ? failed.reason() : outcome.toString());
      }
    }
    target.tellListeners();
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

  /** Deletes a stream with its records. */
  public synchronized void delete(String name) {
    KinesisStream removed = streams.remove(name);
    if (removed == null) {
      throw notFound(name);
    }
    try {
      removed.delete();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not delete all files of the stream " + name, e);
    }
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

  /** Returns when all records are on the disk. */
  @Override
  public void close() {
    streams.values().forEach(KinesisStream::close);
    sync.close();
  }
}
