package dev.sluice.core.landing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.LakeLayout;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;

/**
 * What was done with which content, one object for each file that was stored or rejected: {@code
 * state/PIPELINE/landing/KEY.json} for the file's new key.
 */
final class LandingLedger {
  private static final String ETAG = "landed-etag";

  private final JsonFactory factory = new JsonFactory();
  private final ObjectStore store;
  private final String prefix;

  LandingLedger(ObjectStore store, String pipeline) {
    this.store = store;
    this.prefix = new LakeLayout(pipeline).ledger();
  }

  /**
   * What was done.
   *
   * @param from the key where it landed
   * @param etag of its content
   * @param to the key of its copy
   * @param rows in it
   * @param reason why it was rejected, if it was
   */
  record Entry(String from, String etag, String to, long rows, Optional<String> reason) {}

  /** Whether that content is known to be under that key. */
  boolean has(String to, String etag) throws IOException {
    return store.head(key(to)).filter(entry -> etag.equals(entry.metadata().get(ETAG))).isPresent();
  }

  void put(Entry entry) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = factory.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("from", entry.from());
      json.writeStringField("etag", entry.etag());
      json.writeStringField("to", entry.to());
      json.writeNumberField("rows", entry.rows());
      if (entry.reason().isPresent()) {
        json.writeStringField("rejected", entry.reason().get());
      }
      json.writeEndObject();
    }
    store.put(
        PutObject.of(key(entry.to()), text.toString().getBytes(UTF_8), "application/json")
            .withMetadata(Map.of(ETAG, entry.etag())));
  }

  private String key(String to) {
    return prefix + to + ".json";
  }
}
