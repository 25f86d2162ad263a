package dev.sluice.local.cli.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Why an ETL run failed, and what to do. */
public record RunFailures(Terminal terminal) {
  /** Two lines for each failure of a run's state; none if there are none. */
  public List<String> lines(JsonNode state) {
    List<String> lines = new ArrayList<>();
    for (JsonNode failure : state.at("/run/failures")) {
      lines.add(
          "%s %s"
              .formatted(
                  terminal.bad("failed at " + failure.path("step").asText() + ":"),
                  failure.path("reason").asText()));
      lines.add("what to do: " + failure.path("remedy").asText());
    }
    return lines;
  }
}
