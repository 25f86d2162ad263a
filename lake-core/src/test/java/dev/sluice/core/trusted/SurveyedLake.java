package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.rows.TextTableWriter;
import dev.sluice.core.trusted.survey.RawMarker;
import dev.sluice.core.trusted.survey.RawSurvey;
import dev.sluice.core.trusted.survey.SurveyRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** A lake whose runs know what they saw before, with its time. */
final class SurveyedLake {
  final InMemoryObjectStore store;
  final Pipeline pipeline;
  Instant now = Instant.parse("2026-06-20T12:00:00Z");
  Duration auditEvery = Duration.ofHours(24);
  private ObjectStore seen;
  private int runs;

  private SurveyedLake(InMemoryObjectStore store, Pipeline pipeline) {
    this.store = store;
    this.pipeline = pipeline;
    seen = store;
  }

  SurveyedLake(RawLayout layout, int tableBy) {
    store = new InMemoryObjectStore(() -> this.now);
    seen = store;
    TrustedTable table =
        new TrustedTable(
            "readings",
            FarmLake.TABLE.columns(),
            "reading_id",
            List.of(),
            layout.partition().subList(0, tableBy));
    pipeline = FarmLake.pipeline(layout, table, List.of());
  }

  /** The same lake, after a table was changed in the definition. */
  SurveyedLake with(TrustedTable table) {
    Pipeline changed =
        FarmLake.pipeline(pipeline.inputs().get(0).layout(), table, pipeline.queries());
    return at(new SurveyedLake(store, changed));
  }

  /** The same lake, after an input with a table was added to the definition. */
  SurveyedLake withAnotherInput(String name) {
    Input first = pipeline.inputs().get(0);
    RawLayout layout =
        new RawLayout(
            "raw/" + name,
            first.layout().partition(),
            first.layout().style(),
            Optional.empty(),
            Duration.ZERO);
    TrustedTable table = pipeline.trusted().get(0);
    TrustedTable other =
        new TrustedTable(
            name, name, table.columns(), table.rows(), table.storage(), table.checks());
    Pipeline two =
        new Pipeline(
            pipeline.name(),
            pipeline.feeds(),
            pipeline.stream(),
            List.of(first, new Input(name, layout, first.format())),
            List.of(table, other),
            pipeline.refined(),
            pipeline.queries());
    return at(new SurveyedLake(store, two));
  }

  /** At the same time, with runs of its own. */
  private SurveyedLake at(SurveyedLake other) {
    other.now = now;
    other.runs = runs + 1_000;
    return other;
  }

  /** Of days. */
  SurveyedLake() {
    this(FarmLake.RAW, 3);
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  /** From here on, runs see the lake through that store. */
  void seenThrough(ObjectStore other) {
    seen = other;
  }

  /** The store of who writes into raw. */
  ObjectStore writer() {
    return store.telling(new RawMarker(store, pipeline, clock()));
  }

  /** By hand, so that nobody is told of it. */
  void put(String key, String content) throws IOException {
    store.put(PutObject.of("raw/farm/" + key, content.getBytes(UTF_8), "application/json"));
  }

  PartitionSurvey survey() {
    PartitionKeeper keeper = PartitionTransform.known(pipeline, seen, new TextTableWriter());
    RawSurvey known = new RawSurvey(new RawSurvey.Settings(pipeline, seen, auditEvery, clock()));
    return new PartitionSurvey(pipeline, seen, table -> keeper, Optional.of(known));
  }

  /** What the next run sees. */
  TrustedPartitions look() throws IOException {
    return look(Optional.empty(), () -> 600_000);
  }

  TrustedPartitions look(Optional<Period> again, LongSupplier remainingMillis) throws IOException {
    return survey().list(new SurveyRequest("run-" + runs++, now, again, remainingMillis));
  }

  /** What a run sees that lists everything. */
  List<String> everything() throws IOException {
    return told(new PartitionSurvey(pipeline, store).list());
  }

  /** The partitions, in words. */
  static List<String> told(TrustedPartitions found) {
    return found.partitions().stream()
        .map(
            partition -> partition.path() + " " + partition.rawPrefix() + " " + partition.objects())
        .toList();
  }

  /** The next run: makes what is to be made. Gives how many partitions that were. */
  long run(Path folder) throws IOException {
    PartitionSurvey survey = survey();
    PartitionTransform transform =
        new PartitionTransform(
            pipeline, seen, survey, new PartitionTransform.Workspace(folder, 1 << 20));
    RewritePolicy policy =
        new RewritePolicy("run-" + runs, now, Optional.empty(), Optional.empty());
    TrustedPartitions all =
        survey.list(new SurveyRequest("run-" + runs++, now, Optional.empty(), () -> 600_000));
    TrustedTable table = pipeline.trusted().get(0);
    survey.keeper(table).gate(table, policy);
    long made = 0;
    for (TrustedPartition partition : all.partitions()) {
      boolean isMade =
          transform.bringUpToDate(partition, policy) instanceof PartitionOutcome.Rewritten;
      made += isMade ? 1 : 0;
    }
    survey.keeper(table).save();
    return made;
  }

  List<String> marks() {
    return store.keys().stream().filter(key -> key.contains("/survey/marks/")).toList();
  }

  static String day(int day) {
    return "year=2026/month=06/day=%02d/".formatted(day);
  }

  /** One of each of the first twenty days of June. */
  void putAnObjectADay() throws IOException {
    for (int day = 1; day <= 20; day++) {
      put(day(day) + "1", "x");
    }
  }

  static List<Integer> daysOf(TrustedPartitions found) {
    return found.partitions().stream()
        .filter(partition -> partition.objects().count() > 1)
        .map(partition -> Integer.parseInt(partition.path().substring(23)))
        .toList();
  }

  static PutObject second(int day) {
    return PutObject.of("raw/farm/" + day(day) + "2", new byte[1], "text/plain");
  }
}
