package dev.sluice.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.erase.EraseAnswer;
import dev.sluice.core.erase.EraseRequest;
import dev.sluice.core.erase.KeyErasure;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.RunEvent;
import dev.sluice.core.run.RunResult;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.run.port.MetadataCatalog;
import dev.sluice.core.run.port.TableCatalog.FoundTable;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.survey.RawMarker;
import dev.sluice.core.trusted.survey.RawSurvey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.iceberg.Table;

/** A lake of orders, in an Iceberg table, a plain one with a quarantine, and a refined one. */
final class Shop {
  private static final String DEFINITION =
      """
      pipeline: shop
      source: {landing: {from: landing/, match: "*.json", to: "raw/orders/{yyyy}/{MM}/{dd}/{file}"}}
      inputs:
        orders: {prefix: raw/orders, partition: [year, month, day], style: plain}
      trusted:
        orders:
          input: orders
          format: iceberg
          time: event_time
          partition: [day(event_time), customer]
          columns:
            id: {type: string, required: true}
            customer: {from: /who/name, type: string}
            amount: {type: double}
            event_time: {from: time, type: timestamp, required: true}
          dedupe: id
        sales:
          input: orders
          format: parquet
          columns:
            id: {type: string, required: true}
            customer: {from: /who/name, type: string}
            amount: {type: double}
          dedupe: id
          checks:
            paid: {column: amount, range: {min: 0}, onFail: quarantine}
      refined:
        totals: {format: parquet, sql: "SELECT customer, sum(amount) AS spent FROM orders GROUP BY customer"}
      queries:
        best: {sql: "SELECT customer FROM totals"}
      """;
  private Instant time = Instant.now();
  final InMemoryObjectStore store = new InMemoryObjectStore(() -> time);
  final InMemoryMetadataCatalog catalog = new InMemoryMetadataCatalog();
  final FakeTableCatalog tables = new FakeTableCatalog();
  private final FakeQueryEngine engine = new FakeQueryEngine(table -> read().makeTotals(table));
  private final Path folder;
  private final Pipeline pipeline;
  private int invocations;

  Shop(Path folder) throws IOException {
    this.folder = folder;
    Path file = folder.resolve("shop.yaml");
    Files.writeString(file, DEFINITION);
    pipeline = new PipelineLoader().load(file, Map.of());
    engine.answerer = (query, key) -> read().answer(query, key);
    for (String table : List.of("orders", "sales", "sales__quarantine", "totals")) {
      tables.found.put(
          table, new FoundTable("", "parquet", true, Map.of("customer", "string"), List.of()));
    }
  }

  IcebergLake lake() {
    return lake(store, catalog);
  }

  private static IcebergLake lake(ObjectStore store, MetadataCatalog catalog) {
    return new IcebergLake(
        catalog, store, "lake", "state/shop/iceberg/", new ObjectCache(16 << 20), pause -> {});
  }

  private RunDriver.Ports ports(ObjectStore at, IcebergLake lake) {
    return new RunDriver.Ports(
        pipeline,
        at,
        new RunDriver.Engine.Embedded(
            new PartitionTransform(
                pipeline, at, survey(at, lake), new PartitionTransform.Workspace(folder, 1 << 20))),
        tables,
        Optional.empty(),
        engine,
        Optional.empty());
  }

  private PartitionSurvey survey(ObjectStore at, IcebergLake lake) {
    Clock clock = Clock.fixed(time, ZoneOffset.UTC);
    RawSurvey raw = new RawSurvey(new RawSurvey.Settings(pipeline, at, Duration.ofDays(1), clock));
    return new PartitionSurvey(
        pipeline,
        at,
        new PipelineTables(pipeline, at, () -> lake, clock, new PipelineTables.Use(true, 1)),
        Optional.of(raw));
  }

  private ObjectStore writer() {
    return store.telling(new RawMarker(store, pipeline, Clock.fixed(time, ZoneOffset.UTC)));
  }

  /** A run to its end. */
  RunResult run() throws IOException {
    RunDriver driver = new RunDriver(ports(store, lake()));
    RunResult result = driver.handle(event(new RunEvent.Cause.Schedule(Optional.empty())));
    while (!List.of("SUCCEEDED", "FAILED", "UNCHANGED", "NOTHING").contains(result.state())
        && invocations < 10_000) {
      engine.succeedAll();
      RunResult next = driver.handle(event(new RunEvent.Cause.Watchdog()));
      if (next.state().equals("IDLE")) {
        return result;
      }
      result = next;
    }
    return result;
  }

  /** Between two invocations there is time enough for what a killed one holds to be let go. */
  private Instant next() {
    invocations++;
    time = time.plus(Duration.ofMinutes(20));
    return time;
  }

  private RunEvent event(RunEvent.Cause cause) {
    return new RunEvent(next(), cause, "request-" + invocations, () -> 600_000);
  }

  EraseAnswer erase(String column, String value) throws IOException {
    return erase(new EraseRequest(column, value, EraseRequest.ALL, false), new Faults(0, null));
  }

  /** Asks until there is a verdict, each time in a process that knows nothing. */
  EraseAnswer erase(EraseRequest request, Faults faults) throws IOException {
    EraseAnswer answer = null;
    while (answer == null || !answer.isEnd()) {
      ObjectStore at = faults.store(store);
      Clock clock = Clock.fixed(next(), ZoneOffset.UTC);
      IcebergLake lake = lake(at, faults.catalog(catalog, () -> ""));
      KeyErasure erasure =
          new KeyErasure(
              new KeyErasure.Parts(ports(at, lake), new TableErasure(() -> lake), folder, clock));
      answer =
          erasure.goOn(request, new KeyErasure.Invocation("request-" + invocations, () -> 600_000));
      engine.succeedAll();
    }
    return answer;
  }

  /** Orders of a day: {@code id customer amount}. */
  void put(int day, String name, String... orders) throws IOException {
    put(key(day, name), orders);
  }

  static String key(int day, String name) {
    return "raw/orders/2026/06/%02d/%s".formatted(day, name);
  }

  private void put(String key, String... orders) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String order : orders) {
      String[] parts = order.split(" ");
      lines.append(
          parts.length < 3
              ? order + "\n"
              : "{\"id\":\"%s\",\"who\":{\"name\":\"%s\"},\"amount\":%s,\"time\":\"2026-06-%sT10:00:00Z\"}\n"
                  .formatted(parts[0], parts[1], parts[2], key.substring(19, 21)));
    }
    put(key, key.endsWith(".gz") ? gzip(lines.toString()) : lines.toString().getBytes(UTF_8));
  }

  void put(String key, byte[] bytes) throws IOException {
    writer().put(PutObject.of(key, bytes, "application/json"));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  ShopTables read() {
    return new ShopTables(this, folder);
  }

  Table orders() throws IOException {
    return read().orders();
  }

  List<String> rows() throws IOException {
    return read().rows();
  }

  /** The keys of objects that have a text in whatever they hold, or in their keys. */
  List<String> holding(String text) throws IOException {
    return read().holding(text);
  }
}
