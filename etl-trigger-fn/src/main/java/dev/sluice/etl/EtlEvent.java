package dev.sluice.etl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the function is invoked with: a schedule ({@code {"time": "2026-06-01T00:15:00Z"}}) or
 * EventBridge's news of a query ({@code "source": "aws.athena"}).
 *
 * @param time of the schedule or of the news
 * @param endedQuery the execution's id; empty: a schedule
 */
record EtlEvent(Instant time, Optional<String> endedQuery) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static EtlEvent read(InputStream input) throws IOException {
    try {
      JsonNode event = JSON.readTree(input);
      Instant time = Instant.parse(event.path("time").asText());
      if (!event.path("source").asText().equals("aws.athena")) {
        return new EtlEvent(time, Optional.empty());
      }
      String id = event.path("detail").path("queryExecutionId").asText();
      if (id.isEmpty()) {
        throw new IllegalArgumentException("An event of Athena without detail.queryExecutionId");
      }
      return new EtlEvent(time, Optional.of(id));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException(
          "The event is to be {\"time\": \"2026-06-01T00:15:00Z\"} or a state change of Athena"
              + " with such a time: "
              + e.getMessage(),
          e);
    }
  }
}
