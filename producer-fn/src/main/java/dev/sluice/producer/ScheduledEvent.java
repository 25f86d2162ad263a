package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** What the scheduler sends: {@code {"time": "2026-06-01T00:01:00Z"}}. */
final class ScheduledEvent {
  private static final int SHOWN = 200;

  private ScheduledEvent() {}

  /** The scheduled time. */
  static Instant time(InputStream event) throws IOException {
    String text = new String(event.readAllBytes(), UTF_8);
    try {
      return OffsetDateTime.parse(timeField(text)).toInstant();
    } catch (JsonProcessingException | DateTimeException e) {
      throw new IllegalArgumentException(
          "The event must tell its scheduled time, like {\"time\": \"2026-06-01T00:01:00Z\"},"
              + " but is: "
              + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text),
          e);
    }
  }

  private static String timeField(String text) throws IOException {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          boolean isTime = json.currentName().equals("time");
          if (json.nextToken() == JsonToken.VALUE_STRING && isTime) {
            return json.getText();
          }
          json.skipChildren();
        }
      }
    }
    return "";
  }
}
