package dev.sluice.core.alert;

import static dev.sluice.core.alert.Batches.reading;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.alert.Batches.Reading;
import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** More than a thousand devices that violate a rule at once. */
final class AlertStorm {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final int DEVICES = 1_097;
  static final List<Reading> STORM =
      IntStream.rangeClosed(1, DEVICES)
          .mapToObj(number -> reading(number, "wt-" + number, 40))
          .toList();

  private AlertStorm() {}

  /** A store in which somebody else is faster now and then. */
  static final class RacedStore extends InMemoryObjectStore {
    Runnable faster = () -> {};

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      Runnable once = faster;
      faster = () -> {};
      once.run();
      return super.put(object);
    }
  }

  static RecordBatch batch(String shard, Instant start, List<Reading> readings) {
    KinesisEventJson event = new KinesisEventJson(shard);
    for (Reading each : readings) {
      event.add(
          each.sequenceNumber(),
          each.turbine(),
          each.json().getBytes(StandardCharsets.UTF_8),
          start.plusSeconds(1).toEpochMilli());
    }
    return Batches.read(
        event.window(start.toString(), start.plusSeconds(300).toString(), "{}", false));
  }

  static RecordBatch batch(List<Reading> readings) {
    return batch("shardId-000000000007", Batches.START, readings);
  }

  static List<JsonNode> kept(InMemoryObjectStore store) throws IOException {
    List<JsonNode> kept = new ArrayList<>();
    for (String key : store.keys()) {
      if (key.startsWith("alerts/farm/2026-06-01/")) {
        for (String line : store.text(key).lines().toList()) {
          kept.add(JSON.readTree(line));
        }
      }
    }
    return kept;
  }

  static Set<String> devices(List<JsonNode> kept) {
    Set<String> devices = new HashSet<>();
    kept.forEach(each -> devices.add(each.path("device").asText()));
    return devices;
  }
}
