package dev.sluice.core.landing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.ObjectStore.StoredObject;
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
public final class LandingLedger {
  private static final String ETAG = "landed-etag";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final JsonFactory factory = new JsonFactory();
  private final ObjectStore store;
  private final String prefix;

  public LandingLedger(ObjectStore store, String pipeline) {
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
  public record Entry(String from, String etag, String to, long rows, Optional<String> reason) {}

  /** Whether that content is known to be under that key. */
  boolean has(String to, String etag) throws IOException {
    return store.head(key(to)).filter(entry -> etag.equals(entry.metadata().get(ETAG))).isPresent();
  }

  /** What landed and is in raw under that key, as it was copied; empty: nothing did, or it went. */
  public Optional<ObjectInfo> original(String to) throws IOException {
    try (StoredObject entry = store.get(key(to)).orElse(null)) {
      if (entry == null) {
        return Optional.empty();
      }
      JsonNode read = MAPPER.readTree(entry.content());
      return store
          .head(read.path("from").asText())
          .filter(at -> LandedObject.bare(at.etag()).equals(read.path("etag").asText()));
    }
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
