package dev.sluice.core.run;

import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.run.port.QueryEngine;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.PartitionFingerprint;
import java.io.IOException;

/** Starts the pipeline's queries. */
record QueryStep(RunDriver.Ports ports) {
  /** Starts an attempt; again for the same attempt, it gives the same. */
  Task start(Run run, Task query) throws IOException {
    String pipeline = ports.pipeline().name();
    String sql =
        ports.pipeline().queries().stream()
            .filter(named -> named.name().equals(query.name()))
            .map(NamedQuery::sql)
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException(
                        "The pipeline no longer declares the query '" + query.name() + "'"));
    String token =
        PartitionFingerprint.sha256(
            "%s %s %s %d".formatted(pipeline, run.id(), query.name(), query.attempts()));
    String output = new LakeLayout(pipeline).results(query.name());
    return query.started(ports.queries().start(new QueryEngine.QueryStart(sql, output, token)));
  }
}
