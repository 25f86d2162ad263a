package dev.sluice.core.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.alert.AlertReply;
import dev.sluice.core.alert.RecordingPublisher;
import dev.sluice.core.alert.StreamAlerts;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.digest.DigestRun;
import dev.sluice.core.digest.RecordingDigests;
import dev.sluice.core.digest.StreamHistory;
import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.AlertBudget;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.produce.EntryMask;
import dev.sluice.core.produce.FeedKeys;
import dev.sluice.core.produce.FeedProducer;
import dev.sluice.core.produce.MaskedSource;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.TickSource;
import dev.sluice.core.produce.Ticks;
import dev.sluice.core.produce.deliver.Delivery;
import dev.sluice.core.produce.deliver.DeliveryLimits;
import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.deliver.FakeRecordStream;
import dev.sluice.core.produce.deliver.RecordStream;
import dev.sluice.core.raw.RawBatchWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What is masked is in no object and no message, whoever sends it and however it is broken. */
class NothingInClearPropertyTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String SHARD = "shardId-000000000000";
  private static final RecordStream.Outcome REFUSED =
      new RecordStream.Refused("ValidationException", "too large", false);
  private static final Pattern BASE64 = Pattern.compile("\"\\w*[bB]ase64\":\"([^\"]*)\"");
  private static final Pipeline VISITS = Masked.pipeline();
  private static final Optional<RecordMasks> MASKS =
      Optional.of(new RecordMasks(VISITS.stream().orElseThrow(), Masked.KEY));

  @Property(tries = 30)
  void ofTheBatchWriter(@ForAll long seed) throws IOException {
    SecretRecords records = new SecretRecords(seed);
    InMemoryObjectStore store = new InMemoryObjectStore();
    RecordBatch batch = batch(event(records));
    String outcome = new RawBatchWriter(VISITS, store).write(batch).toString();

    assertNothingIn(records, store, List.of(outcome));
  }

  @Property(tries = 30)
  void ofTheConsumer(@ForAll long seed) throws IOException {
    SecretRecords records = new SecretRecords(seed);
    InMemoryObjectStore store = new InMemoryObjectStore();
    RecordingPublisher publisher = new RecordingPublisher();
    RecordBatch batch =
        batch(event(records).window("2026-06-01T12:00:00Z", "2026-06-01T12:01:00Z", "{}", true));
    AlertReply reply =
        new StreamAlerts(BoundRules.bind(VISITS), publisher, store, AlertBudget.DEFAULT)
            .process(batch);
    RecordingDigests digests = new RecordingDigests();
    StreamHistory history =
        (period, goOn, batches) -> {
          batches.accept(batch);
          return new StreamHistory.Coverage(1, new TreeMap<>(), Optional.empty());
        };
    new DigestRun(VISITS, history, digests, store).run(NOON.plusSeconds(60), "one", () -> true);

    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    reply.writeTo(answer);
    assertThat(digests.accepted()).isNotEmpty();
    assertNothingIn(
        records,
        store,
        List.of(
            answer.toString(UTF_8),
            reply.counts().toString(),
            publisher.accepted().toString(),
            digests.accepted().toString()));
  }

  @Property(tries = 30)
  void ofTheProducer(@ForAll long seed) throws IOException {
    SecretRecords records = new SecretRecords(seed);
    InMemoryObjectStore store = new InMemoryObjectStore();
    FakeRecordStream stream = new FakeRecordStream();
    stream.failWith((call, place, entry) -> place % 3 == 0 ? REFUSED : FakeRecordStream.ACCEPT);
    List<Entry> entries = new ArrayList<>();
    List<RejectedRow> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      entries.add(new Entry(records.secret(), records.next()));
      String row = records.secret();
      rows.add(new RejectedRow("'x' is not of type double: '" + row + "'", "f.csv", i, row));
    }
    producer(new TickOutput(entries, List.of(), rows), stream, store)
        .run(NOON, () -> Duration.ofSeconds(30));

    assertThat(store.keys()).anyMatch(key -> key.startsWith("failed/"));
    assertNothingIn(records, store, stream.stored());
  }

  @Property(tries = 30)
  void whatTheProducerMaskedTheBatchWriterLeavesAsItIs(@ForAll long seed) throws IOException {
    SecretRecords records = new SecretRecords(seed);
    RecordMask mask = MASKS.orElseThrow().begin();
    KinesisEventJson event = new KinesisEventJson(SHARD);
    List<String> masked = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      byte[] record = records.next();
      mask.reset();
      mask.mask(record, 0, record.length);
      masked.add(new String(mask.data(), 0, mask.size(), UTF_8));
      event.add(String.valueOf(i), masked.get(i), NOON.toEpochMilli());
    }
    RecordBatch batch = batch(event);

    for (int i = 0; i < masked.size(); i++) {
      assertThat(new String(batch.data(), batch.offset(i), batch.length(i), UTF_8))
          .isEqualTo(masked.get(i));
    }
  }

  private static FeedProducer producer(
      TickOutput output, FakeRecordStream stream, InMemoryObjectStore store) {
    TickSource source =
        new TickSource() {
          @Override
          public TickOutput output(Tick tick) {
            return output;
          }

          @Override
          public void close() {}
        };
    return new FeedProducer(
        FeedKeys.only("visits"),
        MaskedSource.of(source, new EntryMask(MASKS)),
        new Ticks(Duration.ofMinutes(1)),
        new Delivery(stream, DeliveryLimits.kinesis(1 << 20), pause -> {}, new SplittableRandom(1)),
        store);
  }

  private static KinesisEventJson event(SecretRecords records) {
    KinesisEventJson event = new KinesisEventJson(SHARD);
    for (int i = 0; i < 12; i++) {
      String key = records.secret().replaceAll("[\\p{Cntrl}\"\\\\\\p{Cs}]", "K");
      event.add(String.valueOf(i), key, records.next(), NOON.toEpochMilli() + i);
    }
    return event.addRaw(
        "99", "k", "!" + records.secret().replaceAll("[^G-Z]", "G"), "1780315200.0");
  }

  private static RecordBatch batch(KinesisEventJson event) throws IOException {
    return new KinesisEventReader(VISITS.packing(), MASKS)
        .read(new ByteArrayInputStream(event.bytes()));
  }

  private static void assertNothingIn(
      SecretRecords records, InMemoryObjectStore store, List<String> messages) throws IOException {
    assertThat(store.keys()).isNotEmpty();
    for (String key : store.keys()) {
      byte[] bytes = RawBytes.open(new ByteArrayInputStream(store.bytes(key))).readAllBytes();
      String text = new String(bytes, UTF_8);
      assertThat(records.foundIn(text)).as(key).isEmpty();
      assertThat(records.foundIn(key)).as(key).isEmpty();
      for (MatchResult base64 : BASE64.matcher(text).results().toList()) {
        byte[] payload = Base64.getDecoder().decode(base64.group(1).getBytes(ISO_8859_1));
        assertThat(records.foundIn(new String(payload, UTF_8))).as(key).isEmpty();
      }
    }
    for (String message : messages) {
      assertThat(records.foundIn(message)).isEmpty();
    }
  }
}
