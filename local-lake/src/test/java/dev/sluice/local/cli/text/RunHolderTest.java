package dev.sluice.local.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunHolderTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void saysWhoHasTheRunAsLongAsTheLeaseStands() throws IOException {
    JsonNode state =
        JSON.readTree(
            """
            {"run": {"number": 3, "step": "TRANSFORM", "lease": {"holder": "r-1",
              "since": "2026-06-01T12:00:00Z", "until": "2026-06-01T12:15:30Z"}}}
            """);

    assertThat(RunHolder.line(state, Instant.parse("2026-06-01T12:15:29Z")))
        .contains(
            "TRANSFORM, run 3 is at work for request r-1 since 2026-06-01T12:00:00Z, until"
                + " 2026-06-01T12:15:30Z at the latest");
    assertThat(RunHolder.line(state, Instant.parse("2026-06-01T12:15:30Z"))).isEmpty();
    assertThat(RunHolder.line(JSON.readTree("{}"), Instant.EPOCH)).isEmpty();
  }
}
