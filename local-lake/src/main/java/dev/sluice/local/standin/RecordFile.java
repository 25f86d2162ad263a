package dev.sluice.local.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.produce.deliver.Entry;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Records of a file, one a line, whose bytes are put as they are: what is not a record comes into
 * the stream all the same, and is rejected there. Where records are to be compressed, lines are.
 */
final class RecordFile implements Sender {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a shard takes in less than a minute. */
  private static final int MOST_AT_ONCE = 40_000;

  private final Path file;
  private final InputStream content;
  private final String key;
  private final Packing packing;
  private byte[] next;
  private long given;

  private RecordFile(Path file, InputStream content, RecordSpec record) throws IOException {
    this.file = file;
    this.content = content;
    this.key = FieldPath.pointer(record.schema().field(record.keyField()).orElseThrow().from());
    this.packing = record.packing();
    advance();
  }

  static RecordFile open(Path file, RecordSpec record) throws IOException {
    return new RecordFile(file, new BufferedInputStream(Files.newInputStream(file)), record);
  }

  private void advance() throws IOException {
    do {
      next = line();
    } while (next != null && text(next).isBlank());
  }

  /** The bytes up to the next line end; null: there are no more. */
  private byte[] line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = content.read();
    if (next < 0) {
      return null;
    }
    while (next >= 0 && next != '\n') {
      line.write(next);
      next = content.read();
    }
    byte[] bytes = line.toByteArray();
    int end = bytes.length;
    return end > 0 && bytes[end - 1] == '\r' ? Arrays.copyOf(bytes, end - 1) : bytes;
  }

  /** For looking into it only: what is not UTF-8 is replaced. */
  private static String text(byte[] line) {
    return new String(line, UTF_8);
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

  private Entry entry(byte[] line) throws IOException {
    JsonNode record;
    try {
      record = JSON.readTree(text(line));
    } catch (JacksonException e) {
      record = JSON.missingNode();
    }
    given += isEnvelope() && record.has("logEvents") ? events(record) : 1;
    String found = record.at(key).asText("");
    boolean isCompressed = isEnvelope() || packing.compression() == Packing.Compression.GZIP;
    return new Entry(found.isEmpty() ? "record-" + given : found, isCompressed ? gzip(line) : line);
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
    content.close();
  }
}
