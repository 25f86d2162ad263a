package dev.sluice.core.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.sluice.core.mask.RecordMasks;
import dev.sluice.core.pipeline.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * Reads the event with which Lambda's event source mapping for Kinesis invokes a function, in one
 * pass, without a tree of objects and without an array for each record. Aggregates of the Kinesis
 * Producer Library are expanded, and what records are packed in is taken off. Fields may come in
 * any order; unknown ones are skipped.
 *
 * <p>A record whose payload can't be decoded (broken base64, broken aggregate) is part of the batch
 * with {@link RecordBatch#undecodable} set. Anything else that is missing or of a wrong type makes
 * the whole event malformed.
 *
 * <p>Source: AWS Lambda Developer Guide, "Using Lambda to process records from Amazon Kinesis Data
 * Streams". An event as Lambda writes it takes the short way of {@link EventScanner}; any other is
 * read by a general parser, with the same result. Instances are immutable and safe for several
 * threads.
 */
public final class KinesisEventReader {
  /** A state has a name for each group: too many for the JVM's table of names. */
  private final JsonFactory json =
      JsonFactory.builder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
          .build();

  private final Packing packing;
  private final Optional<RecordMasks> masks;

  /** For records that come as they are. */
  public KinesisEventReader() {
    this(Packing.PLAIN);
  }

  /** For records that are packed so. */
  public KinesisEventReader(Packing packing) {
    this(packing, Optional.empty());
  }

  /** For records that are packed so, and in which fields are masked before anybody sees them. */
  public KinesisEventReader(Packing packing, Optional<RecordMasks> masks) {
    this.packing = packing;
    this.masks = masks;
  }

  /**
   * Decodes a whole event. The stream is read to its end and not closed.
   *
   * @throws MalformedEventException if it is no Kinesis event, or its records unpack to more than
   *     64 MiB
   * @throws IOException if the stream can't be read
   */
  public RecordBatch read(InputStream event) throws IOException {
    EventBytes all = EventBytes.of(event);
    Optional<RecordBatch> scanned = scan(all);
    return scanned.isPresent() ? scanned.get() : parse(all);
  }

  /** Empty if the event is not as Lambda writes it. */
  private Optional<RecordBatch> scan(EventBytes all) throws IOException {
    RecordColumns columns = new RecordColumns(packing);
    EventScanner records = new EventScanner(all.bytes(), columns);
    int from = records.readRecords() ? records.end() : -1;
    if (from < 0) {
      return Optional.empty();
    }
    byte before = all.bytes()[from];
    all.bytes()[from] = '{';
    try (JsonParser parser = json.createParser(all.bytes(), from, all.length() - from)) {
      EventParser rest = new EventParser(parser, columns, masks);
      return Optional.of(rest.parseAfterRecords(records.shardId()));
    } catch (JsonProcessingException | MalformedEventException ofTheRest) {
      all.bytes()[from] = before;
      return Optional.empty();
    }
  }

  /** The long way, for any event. */
  RecordBatch parse(EventBytes all) throws IOException {
    try (JsonParser parser = json.createParser(all.bytes(), 0, all.length())) {
      EventParser records = new EventParser(parser, new RecordColumns(packing), masks);
      try {
        return records.parse();
      } catch (JsonProcessingException e) {
        throw new MalformedEventException("it is not valid JSON", records.where(), e);
      }
    }
  }
}
