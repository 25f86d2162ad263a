package dev.sluice.local.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.local.report.LakeCounts;
import java.time.Instant;
import java.util.Optional;

/** Which invocation is at work on an ETL run. */
public final class RunHolder {
  private RunHolder() {}

  /** Empty: nobody holds the run now. */
  public static Optional<String> line(JsonNode state, Instant now) {
    JsonNode lease = state.at("/run/lease");
    String until = lease.path("until").asText();
    if (until.isEmpty() || !now.isBefore(Instant.parse(until))) {
      return Optional.empty();
    }
    return Optional.of(
        "%s, run %d is at work for request %s since %s, until %s at the latest"
            .formatted(
                LakeCounts.step(state),
                state.at("/run/number").asLong(),
                lease.path("holder").asText(),
                lease.path("since").asText(),
                until));
  }
}
