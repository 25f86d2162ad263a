package dev.sluice.etl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.record.Period;
import dev.sluice.core.run.RunEvent.Cause;
import dev.sluice.core.trusted.Rebuild;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What the function is invoked with: a schedule ({@code {"time": "2026-06-01T00:15:00Z"}}, with
 * {@code "rebuild": {"from": ..., "to": ...}} if partitions are to be rebuilt, and in it {@code
 * "overwriteForeign": true} if rows that others put there go), the watchdog ({@code "watchdog":
 * true}), or EventBridge's news of a query, job run or crawler ({@code "source": "aws.athena"} or
 * {@code "aws.glue"}).
 *
 * @param time of the schedule or of the news
 */
record EtlEvent(Instant time, Cause cause) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static EtlEvent read(byte[] input) throws IOException {
    try {
      JsonNode event = JSON.readTree(input);
      Instant time = Instant.parse(event.path("time").asText());
      return new EtlEvent(time, cause(event));
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException(
          "The event must be {\"time\": \"2026-06-01T00:15:00Z\"} or a state change of Athena or"
              + " Glue with such a time: "
              + e.getMessage(),
          e);
    }
  }

  private static Cause cause(JsonNode event) {
    JsonNode detail = event.path("detail");
    return switch (event.path("source").asText()) {
      case "aws.athena" -> new Cause.TaskEnded(text(detail, "queryExecutionId"));
      case "aws.glue" ->
          detail.has("crawlerName")
              ? new Cause.CrawlEnded()
              : new Cause.TaskEnded(text(detail, "jobRunId"));
      default ->
          event.path("watchdog").asBoolean()
              ? new Cause.Watchdog()
              : new Cause.Schedule(rebuild(event.path("rebuild")));
    };
  }

  private static Optional<Rebuild> rebuild(JsonNode asked) {
    return asked.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            new Rebuild(
                new Period(
                    Instant.parse(asked.path("from").asText()),
                    Instant.parse(asked.path("to").asText())),
                asked.path("overwriteForeign").asBoolean()));
  }

  private static String text(JsonNode detail, String name) {
    String text = detail.path(name).asText();
    if (text.isEmpty()) {
      throw new IllegalArgumentException("A state change without detail." + name);
    }
    return text;
  }
}
