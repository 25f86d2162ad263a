package dev.sluice.localaws.crawler.infer;

import dev.sluice.localaws.crawler.sample.Columns;
import dev.sluice.localaws.crawler.sample.Sample;
import dev.sluice.localaws.crawler.sample.Shape;

/**
 * What is in objects of one kind.
 *
 * @param objects how many
 * @param bytes of the objects as they are stored
 * @param records about how many
 * @param recordBytes about as many bytes has a record
 */
public record Contents(
    Shape shape, Columns columns, long objects, long bytes, long records, long recordBytes) {

  /**
   * @param size of the object
   */
  public static Contents of(Sample sample, long size) {
    long recordBytes = sample.bytes() / Math.max(1, sample.records());
    boolean whole = sample.bytes() >= size || !sample.shape().compression().equals("none");
    long records = whole ? sample.records() : size / Math.max(1, recordBytes);
    return new Contents(sample.shape(), sample.columns(), 1, size, records, recordBytes);
  }

  Contents and(Contents other) {
    long allRecords = records + other.records;
    return new Contents(
        shape,
        columns.and(other.columns),
        objects + other.objects,
        bytes + other.bytes,
        allRecords,
        (recordBytes * records + other.recordBytes * other.records) / Math.max(1, allRecords));
  }
}
