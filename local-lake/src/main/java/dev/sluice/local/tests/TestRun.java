package dev.sluice.local.tests;

import dev.sluice.core.alert.Alert;
import dev.sluice.core.alert.RuleReplay;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.event.RecordBatchBuilder;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PartitionPath;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.mask.RecordMasks;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.raw.RawBatchOutcome;
import dev.sluice.core.raw.RawBatchWriter;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.local.tests.PipelineTest.Given;
import dev.sluice.local.tests.PipelineTest.GivenObject;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One test's way through the core: what comes in becomes raw, alerts and tables. */
final class TestRun {
  /** Tests need no secret: with this one they mask what a definition masks. */
  private static final String MASK_KEY = "definitions are tested with this key";

  private static final Instant USUAL = Instant.parse("2026-06-01T00:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final String SHARD = "shardId-000000000000";
  private static final long SORT_BYTES = 16 << 20;

  private final Pipeline pipeline;
  private final Given given;
  private final TestBucket bucket;
  private final TestTables tables;
  private final Path folder;
  private final List<Alert> alerts = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private RawBatchOutcome stored;
  private RowCounts counts = RowCounts.ZERO;

  private TestRun(Pipeline pipeline, Given given, Path folder) throws IOException {
    this.pipeline = pipeline;
    this.given = given;
    this.folder = folder;
    Instant now = given.at().orElse(USUAL).plus(Duration.ofDays(1));
    bucket = new TestBucket(folder.resolve("s3"), now);
    tables = new TestTables(pipeline, bucket, folder, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** Does the whole work in a folder that is there and empty. */
  static TestRun of(Pipeline pipeline, Given given, Path folder) throws IOException {
    TestRun run = new TestRun(pipeline, given, folder);
    if (pipeline.stream().isPresent()) {
      run.takeRecords();
    }
    for (GivenObject object : given.objects()) {
      run.put(object);
    }
    for (Input input : pipeline.inputs()) {
      run.transform(input);
    }
    try {
      run.tables.make();
    } catch (QueryFailedException e) {
      run.problems.add("a refined table can't be made: " + e.getMessage());
    }
    return run;
  }

  private void takeRecords() throws IOException {
    RecordBatchBuilder builder =
        new RecordBatchBuilder(
            SHARD, pipeline.record().packing(), RecordMasks.of(pipeline, any -> MASK_KEY));
    Arrivals arrivals = new Arrivals(pipeline.record(), given);
    for (int i = 0; i < given.records().size(); i++) {
      byte[] bytes = given.records().get(i).bytes();
      long arrival = arrivals.next(given.records().get(i));
      builder.add(Integer.toString(i + 1), arrivals.key(bytes), arrival, bytes);
    }
    RecordBatch batch = builder.build();
    stored = new RawBatchWriter(pipeline, bucket).write(batch);
    if (!pipeline.alerts().isEmpty()) {
      RuleReplay replay = new RuleReplay(pipeline, WINDOW, alerts::add);
      for (int i = 0; i < batch.size(); i++) {
        if (batch.undecodable(i).isEmpty()) {
          replay.take(arrivals.key(payload(batch, i)), batch.arrivalMillis(i), payload(batch, i));
        }
      }
      replay.end();
    }
  }

  private static byte[] payload(RecordBatch batch, int record) {
    byte[] payload = new byte[batch.length(record)];
    System.arraycopy(batch.data(), batch.offset(record), payload, 0, payload.length);
    return payload;
  }

  private void put(GivenObject object) throws IOException {
    RawLayout layout =
        pipeline.inputs().stream()
            .filter(input -> input.name().equals(object.input()))
            .findFirst()
            .orElseThrow()
            .layout();
    String day = new PartitionPath(layout).of(given.at().orElse(USUAL).toEpochMilli());
    byte[] bytes =
        object.content().isPresent() ? Files.readAllBytes(object.content().get()) : object.bytes();
    String key = String.join("/", layout.prefix(), day, object.name());
    bucket.put(PutObject.of(key, bytes, "application/octet-stream"));
  }

  private void transform(Input input) throws IOException {
    PartitionTransform transform =
        new PartitionTransform(
            pipeline,
            bucket,
            tables,
            new PartitionTransform.Workspace(
                Files.createDirectories(folder.resolve("sort")), SORT_BYTES));
    TrustedPartitions raw;
    try (Stream<ObjectInfo> listing = bucket.list(input.layout().prefix() + "/")) {
      raw = TrustedPartitions.of(pipeline, input, listing);
    }
    for (TrustedPartition partition : raw.partitions()) {
      PartitionOutcome outcome = transform.bringUpToDate(partition, RewritePolicy.BY_FINGERPRINT);
      if (outcome instanceof PartitionOutcome.Rewritten made) {
        counts = counts.plus(made.counts());
      } else if (outcome instanceof PartitionOutcome.Unreadable not) {
        problems.add(notMade(partition, not.objectKey() + ": " + not.reason()));
      } else if (outcome instanceof PartitionOutcome.Failed not) {
        problems.add(notMade(partition, not.reason()));
      }
    }
  }

  private static String notMade(TrustedPartition partition, String reason) {
    return "table %s is not made: %s".formatted(partition.table().name(), reason);
  }

  /** What kept tables from being made. */
  List<String> problems() {
    return List.copyOf(problems);
  }

  List<Alert> alerts() {
    return List.copyOf(alerts);
  }

  TestTables tables() {
    return tables;
  }

  /** The reasons of all rejected records. */
  List<String> rejected() {
    List<String> reasons = new ArrayList<>();
    rawOutcome()
        .ifPresent(
            outcome ->
                outcome
                    .rejected()
                    .forEach(
                        (reason, times) -> reasons.addAll(Collections.nCopies(times, reason))));
    return reasons;
  }

  private Optional<RawBatchOutcome> rawOutcome() {
    return Optional.ofNullable(stored);
  }

  /** A number that a test may name. */
  long count(String name) {
    return switch (name) {
      case "stored" -> rawOutcome().map(RawBatchOutcome::stored).orElse(0);
      case "rejected" -> rejected().size();
      case "duplicates" -> counts.duplicates();
      case "replaced" -> counts.versions().replaced();
      case "deleted" -> counts.versions().deleted();
      case "dropped" -> counts.dropped();
      case "quarantined" -> counts.quarantined();
      case "alerts" -> alerts.size();
      default -> throw new IllegalArgumentException(name);
    };
  }
}
