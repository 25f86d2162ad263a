package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.LakeSettings;
import dev.sluice.local.lake.LocalLake;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.StackChoice;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Callers;
import dev.sluice.localaws.sns.Message;
import dev.sluice.localaws.store.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A local lake in real time, which says when a reading was given to the consumer, and told. */
final class AlertLake implements AutoCloseable {
  private static final Pattern KEY =
      Pattern.compile("\"partitionKey\":\"(" + RecordLoad.HIGH + "[0-9]+)\"");
  private static final Pattern READING = Pattern.compile("id=([^;]+);");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final LocalLake lake;
  private final KinesisPut stream;
  private final Thread timeline;
  private final Map<String, Long> published = new HashMap<>();
  private final Map<String, Long> given = new ConcurrentHashMap<>();

  private AlertLake(Path folder, LocalLake lake, PipelineStack stack, int shards) {
    this.folder = folder;
    this.lake = lake;
    this.stream =
        new KinesisPut(lake.endpoint(), stack.stream(), shards, HttpClient.newHttpClient());
    String consumer = stack.function("ConsumerFunction");
    lake.functions().onEvent((name, event) -> given(name.equals(consumer), event));
    lake.topics().onDelivery(delivery -> published(delivery.message()));
    this.timeline = new Thread(this::run, "timeline");
  }

  static AlertLake start(String runtime, int shards) throws IOException {
    Path folder = Files.createTempDirectory("latency-bench-");
    Path root = Path.of("").toAbsolutePath();
    PipelinePlace place = new PipelinePlace(root, root.resolve("bench/pipelines"));
    Pipeline pipeline = new PipelineLoader().load(place.file("latency"), Map.of());
    Map<String, String> parameters =
        Map.of("Runtime", runtime, "ShardCount", Integer.toString(shards));
    PipelineStack stack =
        PipelineStack.of(place, pipeline, new StackChoice(pipeline.name(), Map.of(), parameters));
    LakeSettings settings =
        new LakeSettings(
            root,
            folder,
            List.of(stack.stack()),
            0,
            Optional.empty(),
            FaultPlan.NONE,
            Callers.LOCAL);
    LocalLake lake = LocalLake.start(settings);
    AlertLake alerts = new AlertLake(folder, lake, stack, shards);
    Map<String, String> failures = lake.warmUp();
    if (!failures.isEmpty()) {
      alerts.close();
      throw new IOException("Functions did not start: " + failures);
    }
    alerts.timeline.start();
    return alerts;
  }

  private void run() {
    try {
      lake.timeline().runUntil(Instant.now().plus(Duration.ofDays(1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Puts them; returns how many had to be put again. */
  long put(List<KinesisPut.Entry> entries) {
    try {
      return stream.put(entries);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while records were put", e);
    }
  }

  /** A high reading's partition key is its id; all else of an event is not looked at. */
  private void given(boolean isConsumer, byte[] event) {
    if (isConsumer) {
      long now = System.nanoTime();
      Matcher keys = KEY.matcher(new String(event, ISO_8859_1));
      while (keys.find()) {
        given.putIfAbsent(keys.group(1), now);
      }
    }
  }

  private synchronized void published(Message message) {
    Matcher reading = READING.matcher(message.text());
    if (reading.find()) {
      published.putIfAbsent(reading.group(1), System.nanoTime());
      notifyAll();
    }
  }

  /** Waits until so many readings have been told. */
  synchronized void awaitAlerts(int count) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (published.size() < count) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new IllegalStateException(
            "Only %d of %d alerts came: see %s/logs".formatted(published.size(), count, folder));
      }
      wait(left);
    }
  }

  /** When each reading's alert had come, by its id; in nanoseconds. */
  synchronized Map<String, Long> published() {
    return new HashMap<>(published);
  }

  /** When each high reading was given to the consumer first, by its id; in nanoseconds. */
  Map<String, Long> given() {
    return Map.copyOf(given);
  }

  @Override
  public void close() throws IOException {
    timeline.interrupt();
    lake.close();
    Folder.delete(folder);
  }
}
