package dev.sluice.producer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.landing.LandedObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

/** What invokes the producer. */
sealed interface ProducerEvent {
  /** The schedule: {@code {"time": "2026-06-01T00:01:00Z"}}. */
  record Tick(Instant time) implements ProducerEvent {}

  /** EventBridge's {@code Object Created} of S3: a file was put into the bucket. */
  record Landed(LandedObject object) implements ProducerEvent {}

  /** Reads the event. */
  static ProducerEvent read(InputStream event) throws IOException {
    return new Reader(new String(event.readAllBytes(), UTF_8)).read();
  }

  /** Reads the text fields that matter, by their paths. */
  final class Reader {
    private static final int SHOWN = 200;
    private static final String KEY = "/detail/object/key";

    private final String text;
    private final Map<String, String> fields = new HashMap<>();

    private Reader(String text) {
      this.text = text;
    }

    private ProducerEvent read() throws IOException {
      try (JsonParser json = new JsonFactory().createParser(text)) {
        if (json.nextToken() == JsonToken.START_OBJECT) {
          object(json, "");
        }
        Instant time = OffsetDateTime.parse(field("/time")).toInstant();
        return field("/detail-type").equals("Object Created")
            ? new Landed(new LandedObject(field(KEY), field("/detail/object/etag"), time))
            : new Tick(time);
      } catch (JsonProcessingException | DateTimeException | IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "The event must give its scheduled time, like {\"time\": \"2026-06-01T00:01:00Z\"},"
                + " or be S3's 'Object Created' with the object's key and etag, but is: "
                + (text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text),
            e);
      }
    }

    private String field(String path) {
      return fields.getOrDefault(path, "");
    }

    private void object(JsonParser json, String path) throws IOException {
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = path + "/" + json.currentName();
        JsonToken value = json.nextToken();
        if (value == JsonToken.VALUE_STRING) {
          fields.put(name, json.getText());
        } else if (value == JsonToken.START_OBJECT && KEY.startsWith(name + "/")) {
          object(json, name);
        } else {
          json.skipChildren();
        }
      }
    }
  }
}
