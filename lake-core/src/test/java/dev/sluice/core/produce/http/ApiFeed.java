package dev.sluice.core.produce.http;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.source.HttpSource;
import dev.sluice.core.pipeline.source.HttpSource.Call;
import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.pipeline.source.HttpSource.Pages;
import dev.sluice.core.pipeline.source.HttpSource.Quota;
import dev.sluice.core.pipeline.source.HttpSource.Secret;
import dev.sluice.core.pipeline.source.HttpSource.Target;
import dev.sluice.core.produce.FeedKeys;
import dev.sluice.core.produce.FeedProducer;
import dev.sluice.core.produce.ProducerReport;
import dev.sluice.core.produce.Ticks;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A feed of a fake API, every quarter of an hour, into a stream and a store in memory. */
final class ApiFeed {
  static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  static final RecordSpec RECORD =
      new RecordSpec(
          "id",
          "time",
          "place",
          new Schema(
              List.of(
                  new Field("id", FieldType.STRING, true),
                  new Field("time", FieldType.TIMESTAMP, true),
                  new Field("place", FieldType.STRING, true),
                  new Field("value", FieldType.DOUBLE, true),
                  new Field("note", FieldType.STRING, false))));

  final FakeApi api = new FakeApi();
  final FakeRecordStream stream = new FakeRecordStream();
  final FlakyStore store = new FlakyStore();
  private final HttpSource source;

  /** A store that refuses one put, or whose first answers get lost. */
  static final class FlakyStore extends InMemoryObjectStore {
    private String key = "";
    private int puts;
    boolean repeatsPuts;

    /** The put of that number of that key fails. */
    void failOnce(String failing, int put) {
      key = failing;
      puts = put;
    }

    @Override
    public Optional<String> put(PutObject object) throws IOException {
      if (object.key().equals(key) && --puts == 0) {
        throw new IOException("503 SlowDown");
      }
      Optional<String> answer = super.put(object);
      return repeatsPuts ? super.put(object) : answer;
    }
  }

  ApiFeed(HttpSource source) {
    this.source = source;
  }

  /** Places named p1, p2, … and a record of each. */
  static HttpSource places(int count, Quota quota) {
    return new HttpSource(
        Duration.ofMinutes(15),
        call("http://localhost/now?at={place}", quota),
        IntStream.rangeClosed(1, count).mapToObj(i -> Map.of("place", "p" + i)).toList(),
        Optional.empty(),
        new Items(
            "",
            Map.of("value", "/value", "note", "/note"),
            Map.of("id", "{place}-{tick}", "time", "{tick}", "place", "{place}")),
        List.of(),
        new Target.Stream());
  }

  static Call call(String url, Quota quota) {
    return new Call(
        url,
        Map.of("Accept", "application/json"),
        Optional.of(
            new Secret("far/key", Optional.empty(), Secret.Place.QUERY, "apikey", "{secret}")),
        Duration.ofSeconds(10),
        quota);
  }

  /** Pages of items into raw. */
  static HttpSource pages(Pages pages, List<HttpSource.Lookup> lookups) {
    return new HttpSource(
        Duration.ofDays(1),
        call("http://localhost/list", Quota.NONE),
        List.of(Map.of()),
        Optional.of(pages),
        new Items("/results", Map.of(), Map.of()),
        lookups,
        new Target.Raw("raw/API/{yyyy}/{MM}/{dd}/all.json"));
  }

  FeedProducer producer() throws IOException {
    FeedKeys keys = new FeedKeys("far", "api");
    Delivery delivery =
        new Delivery(stream, DeliveryLimits.kinesis(1 << 20), pause -> {}, new SplittableRandom(1));
    HttpTickSource rounds =
        new HttpTickSource(source, Optional.of(RECORD), store, keys, api.ports());
    return new FeedProducer(keys, rounds, new Ticks(source.every()), delivery, store);
  }

  ProducerReport run(Instant time) throws IOException {
    return run(time, Duration.ofSeconds(50));
  }

  ProducerReport run(Instant time, Duration limit) throws IOException {
    long start = api.millis();
    Supplier<Duration> remaining = () -> limit.minusMillis(api.millis() - start);
    return producer().run(time, remaining);
  }
}
