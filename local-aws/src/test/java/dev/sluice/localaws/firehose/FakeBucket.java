package dev.sluice.localaws.firehose;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;

/** Keeps objects in memory; refuses and loses answers on demand. */
final class FakeBucket implements DeliveryBucket {
  final Map<String, byte[]> objects = new LinkedHashMap<>();
  final List<DeliveryTargets.Unwritten> unwritten = new ArrayList<>();
  BooleanSupplier refuses = () -> false;
  BooleanSupplier losesAnswer = () -> false;

  @Override
  public synchronized void put(String bucket, String key, Content content) throws IOException {
    if (refuses.getAsBoolean()) {
      throw new IOException("S3 answered 503: SlowDown");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    if (out.size() != content.length()) {
      throw new IllegalStateException("%d of %d bytes".formatted(out.size(), content.length()));
    }
    objects.put(bucket + "/" + key, out.toByteArray());
    if (losesAnswer.getAsBoolean()) {
      throw new IOException("Unexpected end of file from server");
    }
  }

  DeliveryTargets targets() {
    return new DeliveryTargets(this, unwritten::add);
  }

  synchronized List<String> keys() {
    return List.copyOf(objects.keySet());
  }

  /** All objects' content, in the order in which they were first written. */
  synchronized List<String> texts() {
    return objects.values().stream().map(FakeBucket::text).toList();
  }

  private static String text(byte[] object) {
    boolean gzip = object.length > 1 && object[0] == 0x1F && object[1] == (byte) 0x8B;
    try (GZIPInputStream in = gzip ? new GZIPInputStream(new ByteArrayInputStream(object)) : null) {
      return new String(in == null ? object : in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
