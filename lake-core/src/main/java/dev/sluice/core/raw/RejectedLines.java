package dev.sluice.core.raw;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.sluice.core.event.RecordBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes rejected records, one JSON object a line, with all that is needed to send them again: the
 * partition key, and in {@code payloadBase64} the bytes as they came, or what was unpacked of them.
 * {@code payload} is for reading; it is null if they are no text.
 */
final class RejectedLines implements AutoCloseable {
  private final RecordBatch batch;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final JsonGenerator generator;

  RejectedLines(RecordBatch batch) throws IOException {
    this.batch = batch;
    this.generator = new JsonFactory().createGenerator(out);
    generator.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
  }

  void add(int record, String reason) throws IOException {
    generator.writeStartObject();
    generator.writeStringField("reason", reason);
    generator.writeStringField("shard", batch.shardId());
    generator.writeStringField("sequenceNumber", batch.sequenceNumber(record));
    generator.writeNumberField("subSequence", batch.subSequence(record));
    generator.writeStringField("partitionKey", batch.partitionKey(record));
    generator.writeStringField(
        "arrival", Instant.ofEpochMilli(batch.arrivalMillis(record)).toString());
    writePayload(batch.offset(record), batch.length(record));
    generator.writeEndObject();
  }

  private void writePayload(int offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(batch.data(), offset, length);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      generator.writeStringField("payload", text);
    } catch (CharacterCodingException e) {
      generator.writeNullField("payload");
    }
    generator.writeFieldName("payloadBase64");
    generator.writeBinary(batch.data(), offset, length);
  }

  byte[] finish() throws IOException {
    generator.writeRaw('\n');
    generator.flush();
    return out.toByteArray();
  }

  @Override
  public void close() throws IOException {
    generator.close();
  }
}
