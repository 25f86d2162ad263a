package dev.sluice.localaws.crawler.sample;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * Looks into objects as Glue's built-in classifiers do: Parquet by its footer, JSON by its first
 * megabyte (more, up to ten, if no record ends in it), CSV by its first megabyte or 1,000 rows.
 */
public final class ObjectSampler {
  private static final int MEGABYTE = 1 << 20;
  private static final int MOST_MEGABYTES = 10;
  private static final byte[] PARQUET = "PAR1".getBytes(StandardCharsets.US_ASCII);

  private ObjectSampler() {}

  public static Sample sample(Path file) throws IOException, UnknownFormatException {
    if (isParquet(file)) {
      return ParquetClassifier.sample(file);
    }
    boolean gzip = isGzip(file);
    String compression = gzip ? "gzip" : "none";
    for (int megabytes = 1; ; megabytes++) {
      try (LimitedInput in = new LimitedInput(open(file, gzip), (long) megabytes * MEGABYTE)) {
        int first = firstCharacter(file, gzip);
        if (first != '{' && first != '[') {
          return CsvClassifier.sample(in, compression);
        }
        JsonClassifier json = new JsonClassifier(in);
        if (json.read() || !in.isCut() || megabytes == MOST_MEGABYTES) {
          return json.sample(compression);
        }
      }
    }
  }

  /** The first that is no white space; -1: there is none. */
  private static int firstCharacter(Path file, boolean gzip) throws IOException {
    try (InputStream in = new LimitedInput(open(file, gzip), MEGABYTE)) {
      int next = in.read();
      while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
        next = in.read();
      }
      return next;
    }
  }

  private static InputStream open(Path file, boolean gzip) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    if (!gzip) {
      return in;
    }
    try {
      return new BufferedInputStream(new GZIPInputStream(in));
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  private static boolean isGzip(Path file) throws IOException {
    byte[] start = start(file, 2);
    return start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
  }

  private static boolean isParquet(Path file) throws IOException {
    return java.util.Arrays.equals(start(file, PARQUET.length), PARQUET);
  }

  private static byte[] start(Path file, int length) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(length);
    }
  }
}
