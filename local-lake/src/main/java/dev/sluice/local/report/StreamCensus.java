package dev.sluice.local.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The ids of a stream's records in raw, by their hashes of 64 bits. A value without an id, or one
 * that can't be read, counts as a record of its own.
 */
final class StreamCensus {
  private static final JsonFactory JSON = new ObjectMapper().getFactory();
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final RecordIdentity identity;
  private long[] hashes = new long[1 << 10];
  private int size;
  private long copies;

  private StreamCensus(RecordIdentity identity) {
    this.identity = identity;
  }

  /** Reads all objects. */
  static StreamCensus of(List<Path> objects, RecordIdentity identity) throws IOException {
    StreamCensus census = new StreamCensus(identity);
    for (Path object : objects) {
      census.read(object);
    }
    census.sort();
    return census;
  }

  /** How many records have an id that another record before them has. */
  long copies() {
    return copies;
  }

  /** Whether there is a record with that id. */
  boolean contains(String id) {
    return Arrays.binarySearch(hashes, 0, size, hash(id)) >= 0;
  }

  private void read(Path object) throws IOException {
    try (InputStream in = JsonValues.open(object);
        JsonParser json = JSON.createParser(in)) {
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          identity.read(json.readValueAsTree()).ifPresent(id -> add(hash(id)));
        } else {
          json.skipChildren();
        }
      }
    } catch (JsonProcessingException e) {
      return; // what lies behind a broken value is counted, but its ids are not known
    }
  }

  private void add(long hash) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * size);
    }
    hashes[size++] = hash;
  }

  private void sort() {
    Arrays.sort(hashes, 0, size);
    for (int i = 1; i < size; i++) {
      copies += hashes[i] == hashes[i - 1] ? 1 : 0;
    }
  }

  private static long hash(String id) {
    long hash = id.length() * MIX;
    for (byte each : id.getBytes(UTF_8)) {
      hash = Long.rotateLeft((hash ^ each) * MIX, 29);
    }
    return (hash ^ hash >>> 32) * MIX;
  }
}
