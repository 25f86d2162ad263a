package dev.sluice.core.produce;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.produce.deliver.Undelivered;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * What the producer keeps beside the stream, as NDJSON under keys that follow from the tick, so
 * that a repeated invocation writes the same objects again.
 */
public final class SideObjects {
  private static final String NDJSON = "application/x-ndjson";

  private final ObjectStore store;
  private final FeedKeys keys;

  /** Those of a feed. */
  public SideObjects(ObjectStore store, FeedKeys keys) {
    this.store = store;
    this.keys = keys;
  }

  void land(TickOutput.Landed landed) throws IOException {
    store.put(PutObject.of(landed.key(), landed.bytes(), "application/json"));
  }

  void storeLabels(Instant tick, List<Label> labels) throws IOException {
    RecordBuffer lines = new RecordBuffer();
    for (Label label : labels) {
      JsonGenerator json = lines.json();
      json.writeStartObject();
      json.writeStringField("device", label.device());
      json.writeStringField("metric", label.metric());
      json.writeStringField("kind", label.kind().name().toLowerCase(Locale.ROOT));
      json.writeStringField("from", label.from().toString());
      json.writeStringField("to", label.to().toString());
      json.writeEndObject();
      lines.endLine();
    }
    put(keys.truth(tick), lines);
  }

  void storeRejected(Instant tick, List<RejectedRow> rows) throws IOException {
    RecordBuffer lines = new RecordBuffer();
    for (RejectedRow row : rows) {
      JsonGenerator json = lines.json();
      json.writeStartObject();
      json.writeStringField("reason", row.reason());
      if (!keys.isOnly()) {
        json.writeStringField("feed", keys.feed());
      }
      json.writeStringField("file", row.file());
      json.writeNumberField("line", row.line());
      json.writeStringField("text", row.text());
      json.writeEndObject();
      lines.endLine();
    }
    put(keys.rejected(tick), lines);
  }

  /** Keeps what could not be delivered, under the first tick that it is of. */
  public void storeFailed(Instant firstTick, List<Undelivered> failed) throws IOException {
    RecordBuffer lines = new RecordBuffer();
    for (Undelivered undelivered : failed) {
      JsonGenerator json = lines.json();
      json.writeStartObject();
      json.writeStringField("reason", undelivered.reason());
      json.writeStringField("state", undelivered.state().name().toLowerCase(Locale.ROOT));
      json.writeStringField("key", undelivered.entry().key());
      json.writeFieldName("record");
      json.writeRawValue(new String(undelivered.entry().data(), UTF_8));
      json.writeBinaryField("base64", undelivered.entry().data());
      json.writeEndObject();
      lines.endLine();
    }
    put(keys.failed(firstTick), lines);
  }

  /** Empties what a crashed attempt at the same ticks may have left; they are delivered now. */
  void clearFailed(Instant firstTick) throws IOException {
    String key = keys.failed(firstTick);
    if (store.head(key).isPresent()) {
      put(key, new RecordBuffer());
    }
  }

  private void put(String key, RecordBuffer lines) throws IOException {
    store.put(PutObject.of(key, lines.take(), NDJSON));
  }
}
