package dev.sluice.consumer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Tells a schedule's event, {@code {"digest": "2026-06-01T08:00:00Z"}}, from a stream's. */
final class DigestEvent {
  /** No schedule's event is longer. */
  private static final int LONGEST = 1_024;

  private DigestEvent() {}

  /**
   * The scheduled time of a digest; empty if the event is none. The stream is left at its start.
   */
  static Optional<Instant> time(BufferedInputStream event) throws IOException {
    event.mark(LONGEST);
    byte[] start = event.readNBytes(LONGEST);
    event.reset();
    try (JsonParser parser = new JsonFactory().createParser(start)) {
      boolean isDigest =
          parser.nextToken() == JsonToken.START_OBJECT && "digest".equals(parser.nextFieldName());
      return isDigest
          ? Optional.of(OffsetDateTime.parse(String.valueOf(parser.nextTextValue())).toInstant())
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty(); // whoever reads the stream's events says what is wrong with it
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "A digest's event needs its scheduled time, like {\"digest\": \"2026-06-01T08:00:00Z\"}: "
              + e.getMessage(),
          e);
    }
  }
}
