package dev.sluice.job;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionKeeper.Committed;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.iceberg.PipelineTables;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.util.CollectionAccumulator;

/**
 * What executors make of Iceberg tables, as it comes to the driver: noted while they work, so that
 * another job can go on if this one is killed, and committed at the end, each table once.
 */
final class TableUnits {
  private static final long SECONDS_BETWEEN_NOTES = 60;

  private final Pipeline pipeline;
  private final PipelineTables tables;
  private final CollectionAccumulator<MadeUnits> made;
  private int taken;

  /**
   * What was made of a table.
   *
   * @param json as {@link dev.sluice.iceberg.UnitsJson} writes it
   */
  record MadeUnits(String table, byte[] json) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  TableUnits(SparkContext context, Pipeline pipeline, PipelineTables tables) {
    this.pipeline = pipeline;
    this.tables = tables;
    made = context.collectionAccumulator("units");
  }

  /** Where executors put what they made; it is here when the task has ended. */
  CollectionAccumulator<MadeUnits> made() {
    return made;
  }

  /** Waits for the executors, and notes what they make meanwhile. */
  List<Row> collect(JavaRDD<Row> rows) throws IOException {
    JavaFutureAction<List<Row>> working = rows.collectAsync();
    try {
      Optional<List<Row>> done = Optional.empty();
      while (done.isEmpty()) {
        done = await(working);
        note();
      }
      return done.get();
    } catch (ExecutionException e) {
      note();
      throw new IllegalStateException("Spark can't make the partitions", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The job was interrupted", e);
    }
  }

  private static Optional<List<Row>> await(JavaFutureAction<List<Row>> working)
      throws ExecutionException, InterruptedException {
    try {
      return Optional.of(working.get(SECONDS_BETWEEN_NOTES, TimeUnit.SECONDS));
    } catch (TimeoutException stillWorking) {
      return Optional.empty();
    }
  }

  /** Every partition that was made for an Iceberg table has come, and every other too. */
  void require(TransformPlan plan, List<Made> partitions) {
    long units =
        partitions.stream()
            .filter(Made::isRewritten)
            .filter(one -> plan.layouts().containsKey(one.target()))
            .count();
    if (partitions.size() != plan.targets().size() || units != taken) {
      throw new IllegalStateException(
          "Of %d partitions only %d were made, with %d units of %d"
              .formatted(plan.targets().size(), partitions.size(), taken, units));
    }
  }

  /** Notes what came since the last time. */
  private void note() throws IOException {
    List<MadeUnits> all = made.value();
    Set<String> changed = new TreeSet<>();
    for (MadeUnits units : all.subList(taken, all.size())) {
      tables.iceberg(units.table).orElseThrow().stage(units.json);
      changed.add(units.table);
    }
    taken = all.size();
    for (String table : changed) {
      tables.iceberg(table).orElseThrow().save();
    }
  }

  /**
   * Commits.
   *
   * @param names of the tables that have something to be committed
   * @return what became of each
   */
  Map<String, Committed> commit(Set<String> names, RewritePolicy policy) {
    Map<String, Committed> committed = new HashMap<>();
    for (TrustedTable table : pipeline.trusted()) {
      if (names.contains(table.name())) {
        committed.put(table.name(), tables.of(table).committed(table, policy));
      }
    }
    return committed;
  }
}
