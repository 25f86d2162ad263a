package dev.sluice.job;

import static org.apache.spark.sql.functions.col;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.trusted.PartitionKeeper.Committed;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.iceberg.PipelineTables;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A job run: sees what is stale, makes it, tells. */
final class TransformRun {
  private static final long BYTES_PER_SHUFFLE_PARTITION = 64L << 20;
  private static final int MOST_SHUFFLE_PARTITIONS = 10_000;

  private final SparkSession spark;
  private final LakeAccess lake;
  private final Consumer<String> log;

  /**
   * @param log takes lines that tell how far it is, without anything of the records
   */
  TransformRun(SparkSession spark, LakeAccess lake, Consumer<String> log) {
    this.spark = spark;
    this.lake = lake;
    this.log = log;
  }

  /** Brings all partitions up to date and writes the report. */
  JobReport run(JobArguments asked) throws IOException {
    SharedDefinition definition =
        new SharedDefinition(asked.pipeline(), asked.settings(), archive(asked));
    Pipeline pipeline = definition.pipeline();
    PipelineTables tables =
        new PipelineTables(
            pipeline,
            lake.store(),
            () -> lake.tables(asked.database(), pipeline.name()),
            Clock.systemUTC());
    Survey survey = new Survey(pipeline, lake.store(), tables, asked.policy()).run();
    log.accept(
        "%s: %d partitions to be made of %d raw objects, %d bytes"
            .formatted(
                pipeline.name(),
                survey.targets.size(),
                survey.sources.size(),
                survey.sources.stream().mapToLong(RawSplit.Source::size).sum()));
    TableUnits units = new TableUnits(spark.sparkContext(), pipeline, tables);
    TransformPlan plan =
        new TransformPlan(
            lake, definition, Map.copyOf(survey.layouts), List.copyOf(survey.targets));
    List<Made> made = survey.targets.isEmpty() ? List.of() : make(plan, survey, units);
    JobReport report = commit(asked.policy(), survey, made, units, new JobOutcome(pipeline, log));
    report.write(lake.store(), pipeline.name());
    log.accept("%s: rewritten %s".formatted(pipeline.name(), report.rewritten()));
    return report;
  }

  private byte[] archive(JobArguments asked) throws IOException {
    ObjectStore store = lake.store();
    try (StoredObject object =
        store
            .get(asked.definition())
            .orElseThrow(
                () ->
                    new IOException(
                        "The definition %s is not in the bucket: etl-trigger-fn puts it there"
                            .formatted(asked.definition())))) {
      return object.content().readAllBytes();
    }
  }

  private List<Made> make(TransformPlan plan, Survey survey, TableUnits units) throws IOException {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<TransformPlan> shared = context.broadcast(plan);
    int parallelism = context.defaultParallelism();
    List<RawSplit> splits = RawSplit.of(survey.sources, parallelism);
    JavaRDD<Row> read =
        context.parallelize(splits, splits.size()).mapPartitions(new ReadRaw(shared));
    int sorters = partitions(RawSplit.weight(survey.sources), parallelism);
    // Partitions meet in a task by chance: more tasks than partitions, so that few do.
    int writers = Math.min(MOST_SHUFFLE_PARTITIONS, 3 * plan.targets().size() + parallelism);
    Dataset<Row> rows =
        spark
            .createDataFrame(read, Parcel.READ)
            .repartition(sorters, col("target"), col("id_hash"))
            .sortWithinPartitions("id_hash", "target", "arrival")
            .mapPartitions(new OneOfEachId(shared), Encoders.row(Parcel.ORDERED))
            .repartition(writers, col("target"))
            .sortWithinPartitions("sort_key");
    Dataset<Row> written =
        rows.mapPartitions(new WriteTrusted(shared, units.made()), Encoders.row(Made.TYPE));
    List<Made> made =
        units.collect(written.toJavaRDD()).stream()
            .map(Made::of)
            .sorted((a, b) -> a.target() - b.target())
            .toList();
    units.require(plan, made);
    return made;
  }

  private static int partitions(long bytes, int parallelism) {
    long wanted = Math.max(parallelism, bytes / BYTES_PER_SHUFFLE_PARTITION);
    return (int) Math.min(MOST_SHUFFLE_PARTITIONS, wanted);
  }

  private static JobReport commit(
      RewritePolicy policy, Survey survey, List<Made> made, TableUnits units, JobOutcome outcome) {
    survey.left.forEach(outcome::leave);
    List<Target.Name> whole = new ArrayList<>(survey.waiting);
    for (Made one : made) {
      Target.Name partition = survey.targets.get(one.target()).name();
      if (one.isRewritten()) {
        whole.add(partition);
      } else {
        outcome.leave(partition, one);
      }
    }
    Map<String, Committed> committed =
        units.commit(whole.stream().map(Target.Name::table).collect(Collectors.toSet()), policy);
    whole.forEach(partition -> outcome.add(partition, committed));
    outcome.logUnclean(committed);
    return outcome.report(policy.run());
  }
}
