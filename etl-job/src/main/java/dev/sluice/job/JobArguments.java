package dev.sluice.job;

import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.core.trusted.RewritePolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Glue hands over: pairs {@code --name value}, of which many are Glue's own.
 *
 * @param bucket of the lake
 * @param database of the catalog; empty: there are no Iceberg tables
 * @param pipeline the name
 * @param definition the key of the definition's archive
 * @param settings as in {@code SLUICE_SETTINGS}
 * @param policy of which run, and which partitions are to be made
 */
record JobArguments(
    String bucket,
    String database,
    String pipeline,
    String definition,
    String settings,
    RewritePolicy policy) {

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException naming all that is missing, or what can't be read
   */
  static JobArguments parse(String... arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i + 1 < arguments.length; i++) {
      if (arguments[i].startsWith("--") && !arguments[i + 1].startsWith("--")) {
        values.put(arguments[i].substring(2), arguments[++i]);
      }
    }
    List<String> missing =
        new ArrayList<>(List.of("bucket", "pipeline", "definition", "run", "time"));
    missing.removeAll(values.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "The job lacks --%s. etl-trigger-fn starts it with all of them; by hand: --bucket BUCKET"
                  .formatted(String.join(", --", missing))
              + " --pipeline NAME --definition KEY --run TOKEN --time INSTANT");
    }
    return new JobArguments(
        values.get("bucket"),
        values.getOrDefault("database", ""),
        values.get("pipeline"),
        values.get("definition"),
        values.getOrDefault("settings", ""),
        policy(values));
  }

  private static RewritePolicy policy(Map<String, String> values) {
    try {
      return new RewritePolicy(
          values.get("run"),
          Instant.parse(values.get("time")),
          Optional.ofNullable(values.get("raw-kept-days"))
              .map(days -> Duration.ofDays(Long.parseLong(days))),
          Optional.ofNullable(values.get("rebuild"))
              .map(
                  text ->
                      new Rebuild(
                          period(text), Boolean.parseBoolean(values.get("overwrite-foreign")))));
    } catch (DateTimeException | NumberFormatException e) {
      throw new IllegalArgumentException(
          "--time is an instant like 2026-06-01T00:00:00Z, --rebuild two with a slash between,"
              + " --raw-kept-days a number: "
              + e.getMessage(),
          e);
    }
  }

  private static Period period(String text) {
    String[] ends = text.split("/", -1);
    if (ends.length != 2) {
      throw new DateTimeException("'" + text + "' is no FROM/TO");
    }
    return new Period(Instant.parse(ends[0]), Instant.parse(ends[1]));
  }
}
