package dev.sluice.local.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.produce.deliver.Entry;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Records of a file, one a line, put as they are: what is not a record comes into the stream all
 * the same, and is rejected there. Where records are to be compressed, lines are.
 */
final class RecordFile implements Sender {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a shard takes in less than a minute. */
  private static final int MOST_AT_ONCE = 40_000;

  private final Path file;
  private final BufferedReader lines;
  private final String key;
  private final Packing packing;
  private String next;
  private long given;

  private RecordFile(Path file, BufferedReader lines, RecordSpec record) throws IOException {
    this.file = file;
    this.lines = lines;
    this.key = FieldPath.pointer(record.schema().field(record.keyField()).orElseThrow().from());
    this.packing = record.packing();
    advance();
  }

  static RecordFile open(Path file, RecordSpec record) throws IOException {
    return new RecordFile(file, Files.newBufferedReader(file, UTF_8), record);
  }

  private void advance() throws IOException {
    do {
      next = lines.readLine();
    } while (next != null && next.isBlank());
  }

  @Override
  public List<Entry> due(Instant now) throws IOException {
    List<Entry> due = new ArrayList<>();
    while (next != null && due.size() < MOST_AT_ONCE) {
      due.add(entry(next));
      advance();
    }
    return due;
  }

  private Entry entry(String line) throws IOException {
    JsonNode record;
    try {
      record = JSON.readTree(line);
    } catch (JacksonException e) {
      record = JSON.missingNode();
    }
    given += isEnvelope() && record.has("logEvents") ? events(record) : 1;
    String found = record.at(key).asText("");
    boolean isCompressed = isEnvelope() || packing.compression() == Packing.Compression.GZIP;
    byte[] bytes = line.getBytes(UTF_8);
    return new Entry(
        found.isEmpty() ? "record-" + given : found, isCompressed ? gzip(bytes) : bytes);
  }

  private boolean isEnvelope() {
    return packing.envelope() == Packing.Envelope.CLOUDWATCH_LOGS;
  }

  private static long events(JsonNode message) {
    return message.path("messageType").asText().equals("DATA_MESSAGE")
        ? message.path("logEvents").size()
        : 0;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  @Override
  public long given() {
    return given;
  }

  @Override
  public boolean hasMore() {
    return next != null;
  }

  @Override
  public String note() {
    return "the records of %s are put into the stream".formatted(file);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
