package dev.sluice.local.cli.watch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.Troubles;
import dev.sluice.local.report.Cause;
import dev.sluice.local.report.CauseReader;
import dev.sluice.local.report.LakeCounts;
import dev.sluice.localaws.lambda.InvocationResult;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks for trouble in a pipeline's objects, and starts its first ETL run. Not thread-safe. */
final class PipelineWatch {
  private static final Set<String> ENDED =
      Set.of("no run yet", "SUCCEEDED", "NOTHING_TO_DO", "FAILED");

  private final Troubles troubles;
  private final Pipeline pipeline;
  private final Etl etl;
  private final LakeCounts counts;
  private final CauseReader causes;
  private final Map<String, Long> seen = new HashMap<>();
  private boolean firstRunBegun;

  /**
   * @param bucket the directory with the bucket's objects
   */
  PipelineWatch(Path bucket, Pipeline pipeline, Troubles troubles, Etl etl) {
    this.troubles = troubles;
    this.pipeline = pipeline;
    this.etl = etl;
    this.counts = new LakeCounts(bucket, pipeline);
    this.causes = new CauseReader(bucket, pipeline.name());
  }

  /** The function that begins a pipeline's ETL runs. */
  interface Etl {
    InvocationResult run();

    /** When it runs next by itself, if ever. */
    Optional<Instant> next();
  }

  /** Reads why something did not arrive. */
  private interface Reader {
    List<Cause> read() throws IOException;
  }

  void look() throws IOException {
    see("requests missed", counts.missed(), causes::missed);
    see("records failed", counts.failed(), causes::failed);
    see("records rejected", counts.rejected(), causes::rejected);
    JsonNode run = counts.run();
    if (LakeCounts.step(run).equals("FAILED")) {
      JsonNode failure = run.at("/run/failures/0");
      troubles.seen(
          pipeline.name(),
          "ETL run",
          "the ETL run of %s failed at %s: %s"
              .formatted(
                  run.at("/run/startedAt").asText(),
                  failure.path("step").asText(),
                  failure.path("reason").asText()),
          failure.path("remedy").asText(),
          run.at("/run/number").asLong());
    } else if (LakeCounts.step(run).equals("SUCCEEDED")) {
      troubles.over(pipeline.name(), "ETL run");
    }
    runFirst(run);
  }

  private void see(String subject, long count, Reader reader) throws IOException {
    Long before = seen.put(subject, count);
    if (count == 0 || before != null && before == count) {
      return;
    }
    List<Cause> found = reader.read();
    if (!found.isEmpty()) {
      Cause most = found.get(0);
      troubles.seen(
          pipeline.name(),
          subject,
          "%,d %s, most often: %s, for example %s (%s)"
              .formatted(count, subject, most.reason(), most.example(), most.place()),
          most.remedy(),
          count);
    }
  }

  /** The schedule fires before there is anything; the first rows are wanted when there are any. */
  private void runFirst(JsonNode run) throws IOException {
    if (firstRunBegun || pipeline.trusted().isEmpty() || counts.stored() == 0) {
      return;
    }
    if (ENDED.contains(LakeCounts.step(run))) {
      firstRunBegun = counts.hasRows() || !(etl.run() instanceof InvocationResult.Throttled);
    }
  }

  String pipeline() {
    return pipeline.name();
  }

  List<String> stopped() {
    return pipeline.stopped();
  }

  /** When the ETL runs next; empty: never by itself. */
  String nextRun() {
    return etl.next().map(Object::toString).orElse("");
  }
}
