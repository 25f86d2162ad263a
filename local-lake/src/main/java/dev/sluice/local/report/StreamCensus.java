package dev.sluice.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The ids of a stream's records in raw, by their hashes of 64 bits. A value without an id, or one
 * that can't be read, counts as a record of its own.
 */
final class StreamCensus implements Closeable {
  private static final JsonFactory JSON = new ObjectMapper().getFactory();
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Of 8 bytes each. */
  private static final int HASHES_IN_MEMORY = 1 << 20;

  private final RecordIdentity identity;
  private final SortedHashes hashes = new SortedHashes(HASHES_IN_MEMORY);

  private StreamCensus(RecordIdentity identity) {
    this.identity = identity;
  }

  /** Reads all objects. */
  static StreamCensus of(List<Path> objects, RecordIdentity identity) throws IOException {
    StreamCensus census = new StreamCensus(identity);
    try {
      for (Path object : objects) {
        census.read(object);
      }
      return census;
    } catch (IOException | RuntimeException e) {
      census.close();
      throw e;
    }
  }

  /** How many records have an id that another record before them has. */
  long copies() {
    return hashes.repeated();
  }

  /** Whether there is a record with that id. */
  boolean contains(String id) {
    return hashes.contains(hash(id));
  }

  private void read(Path object) throws IOException {
    try (InputStream in = JsonValues.open(object);
        JsonParser json = JSON.createParser(in)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          Optional<String> id = identity.read(json.readValueAsTree());
          if (id.isPresent()) {
            hashes.add(hash(id.get()));
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      return; // what lies behind a broken value is counted, but its ids are not known
    }
  }

  private static long hash(String id) {
    long hash = id.length() * MIX;
    for (byte each : id.getBytes(UTF_8)) {
      hash = Long.rotateLeft((hash ^ each) * MIX, 29);
    }
    return (hash ^ hash >>> 32) * MIX;
  }

  @Override
  public void close() throws IOException {
    hashes.close();
  }
}
