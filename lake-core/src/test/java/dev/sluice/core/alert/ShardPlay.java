package dev.sluice.core.alert;

import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One shard over many tumbling windows, as Lambda plays it: batches of any size, repeated after
 * failures of the topic and the store and after answers that got lost, split after errors, with the
 * state that Lambda may keep or not keep of a partly failed batch.
 */
final class ShardPlay {
  final RecordingPublisher publisher = new RecordingPublisher();
  final InMemoryObjectStore store = new InMemoryObjectStore();
  private final Random random;
  private final int trouble;
  private final boolean keepsState;
  private final StreamAlerts alerts;
  private String state = "{}";
  private int largestState;
  private AlertCounts counts;

  /**
   * @param trouble of sixteen steps that may fail, how many do
   */
  ShardPlay(BoundRules rules, Random random, int trouble, int stateBytes) {
    this.random = random;
    this.trouble = trouble;
    keepsState = random.nextBoolean();
    publisher.failFor(alert -> fails());
    alerts = new StreamAlerts(rules, publisher, Optional.of(failing()), stateBytes);
  }

  static ShardPlay smooth(BoundRules rules) {
    return new ShardPlay(rules, new Random(1), 0, StreamAlerts.STATE_BYTES);
  }

  private boolean fails() {
    return trouble > 0 && random.nextInt(16) < trouble;
  }

  /** Plays the readings, which are in the order of their arrival, in windows of that length. */
  ShardPlay run(List<ShardReading> readings, int windowSeconds) {
    Map<Integer, List<ShardReading>> windows =
        readings.stream()
            .collect(
                Collectors.groupingBy(
                    reading -> reading.arrival() / windowSeconds,
                    TreeMap::new,
                    Collectors.toList()));
    windows.forEach(
        (number, of) -> {
          state = "{}";
          Instant start = Batches.START.plusSeconds((long) number * windowSeconds);
          window(of, start, start.plusSeconds(windowSeconds));
        });
    return this;
  }

  private void window(List<ShardReading> readings, Instant start, Instant end) {
    int at = 0;
    boolean lastWithFinal = random.nextInt(4) == 0;
    while (at < readings.size()) {
      int to = Math.min(readings.size(), at + 1 + random.nextInt(20));
      if (lastWithFinal && to == readings.size()) {
        break;
      }
      send(readings.subList(at, to), start, end);
      at = to;
    }
    state = untilDone(readings.subList(at, readings.size()), start, end, true).state();
  }

  private void send(List<ShardReading> batch, Instant start, Instant end) {
    List<ShardReading> rest = batch;
    while (!rest.isEmpty()) {
      Optional<AlertReply> reply = once(rest, start, end, false);
      if (reply.isEmpty() && rest.size() > 1 && random.nextBoolean()) {
        send(rest.subList(0, rest.size() / 2), start, end);
        send(rest.subList(rest.size() / 2, rest.size()), start, end);
        return;
      }
      if (reply.isPresent() && (reply.get().retryFrom().isEmpty() || keepsState)) {
        state = reply.get().state();
      }
      rest = reply.filter(each -> each.retryFrom().isEmpty()).isPresent() ? List.of() : rest;
    }
  }

  private AlertReply untilDone(
      List<ShardReading> batch, Instant start, Instant end, boolean isFinal) {
    Optional<AlertReply> reply = Optional.empty();
    while (reply.isEmpty()) {
      reply = once(batch, start, end, isFinal);
    }
    return reply.get();
  }

  /** One invocation; empty if it failed or if its answer got lost. */
  private Optional<AlertReply> once(
      List<ShardReading> batch, Instant start, Instant end, boolean isFinal) {
    KinesisEventJson event = new KinesisEventJson("shardId-000000000007");
    for (ShardReading each : batch) {
      event.add(
          each.sequenceNumber(),
          "key",
          each.json(),
          Batches.START.plusSeconds(each.arrival()).toEpochMilli());
    }
    event.window(start.toString(), end.toString(), state, isFinal);
    RecordBatch records = Batches.read(event);
    try {
      AlertReply reply = alerts.process(records);
      counts = reply.counts();
      largestState = Math.max(largestState, reply.state().length());
      return fails() ? Optional.empty() : Optional.of(reply);
    } catch (AlertUndeliveredException | UncheckedIOException failed) {
      return Optional.empty();
    }
  }

  /** Alerts by fingerprint, each once. */
  Map<String, Alert> distinct() {
    return publisher.accepted().stream()
        .collect(
            Collectors.toMap(
                alert -> alert.labels().fingerprint(), a -> a, (a, b) -> a, TreeMap::new));
  }

  /** Different alerts of that kind, in the order in which they were first published. */
  List<Alert> alerts(Alert.Kind kind) {
    List<Alert> found = new ArrayList<>();
    for (Alert alert : publisher.accepted()) {
      if (alert.labels().kind() == kind && !found.contains(alert)) {
        found.add(alert);
      }
    }
    return found;
  }

  /** How many violations were told, at once or in a summary, by rule and device. */
  Map<String, Long> told() {
    Map<String, Long> told = new TreeMap<>();
    for (Alert alert : distinct().values()) {
      String key = alert.labels().rule() + " " + alert.labels().device();
      if (alert.labels().kind() == Alert.Kind.FIRST) {
        told.merge(key, 1L, Long::sum);
      } else if (alert.labels().kind() == Alert.Kind.SUMMARY) {
        String body = alert.body();
        told.merge(key, Long.parseLong(body.substring(0, body.indexOf(" more of "))), Long::sum);
      }
    }
    return told;
  }

  String state() {
    return state;
  }

  int largestState() {
    return largestState;
  }

  AlertCounts counts() {
    return counts;
  }

  /** A store that fails before and after it has done what it was asked for. */
  private ObjectStore failing() {
    return new InMemoryObjectStore() {
      @Override
      public synchronized Optional<StoredObject> get(String key) throws IOException {
        failNowAndThen();
        return store.get(key);
      }

      @Override
      public Optional<String> put(PutObject object) throws IOException {
        failNowAndThen();
        Optional<String> etag = store.put(object);
        failNowAndThen();
        return etag;
      }
    };
  }

  private void failNowAndThen() throws IOException {
    if (fails()) {
      throw new IOException("the store is out of order");
    }
  }
}
