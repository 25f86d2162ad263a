package dev.sluice.core.run;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.CrawledName;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Location;
import dev.sluice.core.run.DeclareStep.Declaration;
import dev.sluice.core.run.port.TableCatalog.FoundTable;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.RunDocument;
import dev.sluice.core.trusted.read.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Trusted tables that a crawler finds: whether they are what the pipeline says. */
record FoundTables(RunDriver.Ports ports) {
  private static final String PARQUET = "parquet";
  private static final String OTHERS =
      "Correct the pipeline, or take away what made the difference: objects in the table's folder"
          + " that Sluice did not write, or a table of that name that somebody else made. Then drop"
          + " the table from the catalog (its data stays); the next run lets the crawler find it.";
  private static final String NAMED = "Then deploy; the next run lets the crawler find it.";
  private static final String UNREAD =
      "Correct what the reason names, such as the function's rights in the catalog; the next run"
          + " compares again.";

  /**
   * Compares all tables. One that has no objects can't be found, which is not a difference.
   *
   * @param before what there is to say already
   * @return the same as of tables that are declared; nothing is changed
   */
  Declaration compared(Declaration before) {
    List<Run.Failure> failures = new ArrayList<>(before.failures());
    String problem = before.problem();
    for (TrustedTable table : pipeline().catalogTables()) {
      try {
        compare(table).ifPresent(failures::add);
      } catch (IOException | RuntimeException | Error e) {
        Run.Failure failure = failure(table, "can't be compared", FailureText.told(e), UNREAD);
        failures.add(failure);
        problem = failure.reason();
      }
    }
    return new Declaration(false, failures, problem);
  }

  private Optional<Run.Failure> compare(TrustedTable table) throws IOException {
    Optional<String> unnamed = CrawledName.problem(pipeline(), table);
    if (unnamed.isPresent()) {
      return Optional.of(failure(table, "can't be found by a crawler", unnamed.get(), NAMED));
    }
    Optional<FoundTable> found = ports.catalog().found(table.name());
    Location location = pipeline().location(table);
    if (found.isEmpty()) {
      return hasObjects(location)
          ? Optional.of(
              failure(
                  table,
                  "was not found by the crawler",
                  "there are objects in '%s/', but the catalog has no such table"
                      .formatted(location.prefix()),
                  "See the crawler's log, and whether its role may read the folder; the next run"
                      + " crawls again."))
          : Optional.empty();
    }
    List<String> differences = differences(table, location, found.get());
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            failure(
                table, "is not what the pipeline says", String.join("; ", differences), OTHERS));
  }

  private static Run.Failure failure(
      TrustedTable table, String what, String reason, String remedy) {
    return new Run.Failure(
        Run.Step.CATALOG,
        table.name(),
        "Table '%s' %s: %s".formatted(table.name(), what, reason),
        remedy);
  }

  private static List<String> differences(TrustedTable table, Location location, FoundTable found) {
    List<String> differences = new ArrayList<>();
    if (!found.location().equals(location.prefix() + "/")) {
      differences.add("it lies in '%s', not '%s/'".formatted(found.location(), location.prefix()));
    }
    if (!found.format().equals(PARQUET)) {
      differences.add("its format is '%s', not '%s'".formatted(found.format(), PARQUET));
    }
    if (found.isDeclared()) {
      differences.add("it was declared, so no crawler keeps its partitions");
    }
    List<String> keys = CrawledName.keys(table.partition(), location.style());
    if (!found.keys().equals(keys)) {
      differences.add("its partition keys are %s, not %s".formatted(found.keys(), keys));
    }
    compare(table, found.columns(), differences);
    return differences;
  }

  private static void compare(
      TrustedTable table, Map<String, String> found, List<String> differences) {
    Map<String, String> others = new LinkedHashMap<>(found);
    for (TrustedTable.Column column : table.storedColumns()) {
      String type = others.remove(column.name());
      String wanted = column.glueType();
      if (type == null) {
        differences.add("column '%s' (%s) is missing".formatted(column.name(), wanted));
      } else if (!type.equals(wanted)) {
        differences.add("column '%s' is %s, not %s".formatted(column.name(), type, wanted));
      }
    }
    others.forEach(
        (name, type) ->
            differences.add(
                "column '%s' (%s) is not a column of the pipeline's".formatted(name, type)));
  }

  /** What a step has to do, without what reads tables that a crawler can't find yet. */
  RunPlan plan(Run ready, RunDocument document, Run.Step step) throws IOException {
    boolean hasStatements =
        switch (step) {
          case CHECKS, REFINE, KEYS, QUERIES -> true;
          case CRAWL_RAW, TRANSFORM, CATALOG, CRAWL_TRUSTED, SUCCEEDED, NOTHING_TO_DO, FAILED ->
              false;
        };
    boolean isFound = ports.rules().tables() == RunRules.Tables.FOUND;
    return new RunPlan(pipeline(), ready, document, hasStatements && isFound ? absent() : Set.of());
  }

  /** The tables that the catalog doesn't know. */
  private Set<String> absent() throws IOException {
    Set<String> absent = new TreeSet<>();
    for (TrustedTable table : pipeline().catalogTables()) {
      if (isAbsent(table)) {
        absent.add(table.name());
      }
    }
    return absent;
  }

  private boolean isAbsent(TrustedTable table) throws IOException {
    return ports.catalog().found(table.name()).isEmpty();
  }

  /**
   * Whether the catalog knows one of these tables no longer.
   *
   * @param prefixes of the tables, with a slash at the end
   */
  boolean isAnyMissing(List<String> prefixes) throws IOException {
    for (TrustedTable table : pipeline().catalogTables()) {
      if (prefixes.contains(pipeline().location(table).prefix() + "/") && isAbsent(table)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasObjects(Location location) throws IOException {
    try (Stream<ObjectInfo> objects = ports.store().list(location.prefix() + "/")) {
      return objects.findAny().isPresent();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Pipeline pipeline() {
    return ports.pipeline();
  }
}
