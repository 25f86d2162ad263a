package dev.sluice.localaws.firehose;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The records of an object to be. They are held compressed, whatever the object will be, as a
 * buffer may have 128 MB and the whole lake has not much more.
 */
final class DeliveryBuffer implements DeliveryBucket.Content {
  private final DeliverySettings.Format format;
  private final byte[] delimiter;
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final OutputStream packing;
  private Instant oldest = Instant.MAX;
  private long bytes;

  DeliveryBuffer(DeliverySettings.Format format) {
    this.format = format;
    this.delimiter = format.delimiter().getBytes(StandardCharsets.UTF_8);
    try {
      packing = new Quick(packed);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
  }

  void add(byte[] record, Instant arrival) {
    try {
      packing.write(record);
      packing.write(delimiter);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bytes += record.length + delimiter.length;
    oldest = arrival.isBefore(oldest) ? arrival : oldest;
  }

  /** When the first of the records arrived; far in the future if there is none. */
  Instant oldest() {
    return oldest;
  }

  /** Before compression. */
  long bytes() {
    return bytes;
  }

  /** After compression, as far as it has come. */
  int packedBytes() {
    return packed.size();
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /** Nothing can be added any more. */
  void close() {
    try {
      packing.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public long length() {
    return format.gzip() ? packed.size() : bytes;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    if (format.gzip()) {
      packed.writeTo(out);
      return;
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed.toByteArray()))) {
      in.transferTo(out);
    }
  }

  private static final class Quick extends GZIPOutputStream {
    Quick(OutputStream out) throws IOException {
      super(out, 1 << 13);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
