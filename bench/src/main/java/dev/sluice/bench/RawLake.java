package dev.sluice.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/**
 * The wind farm's raw history: a day's partition for each 25 MB of JSON, in objects that each have
 * a stretch of time. One record in a hundred comes again later with another value, one in a
 * thousand has no number.
 */
final class RawLake {
  private static final int DAY_RECORDS = 218_000;
  private static final int OBJECTS_A_DAY = 5;
  private static final String[] SENSORS = {"powerfactor", "temperature", "hydraulicpressure"};
  private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);

  private RawLake() {}

  /** Writes so many megabytes into a bucket's folder; returns the bytes of JSON. */
  static long write(Path bucket, int megabytes, boolean isGzip) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    long bytes = 0;
    for (int day = 0; bytes < megabytes * 1_000_000L; day++) {
      bytes += writeDay(bucket, new Day(FIRST.plusDays(day), OBJECTS_A_DAY, isGzip), random);
    }
    return bytes;
  }

  /** Writes a day in so many packed objects into a bucket's folder; returns the bytes of JSON. */
  static long writeDay(Path bucket, int objects) throws IOException {
    return writeDay(bucket, new Day(FIRST, objects, true), new SplittableRandom(42));
  }

  private record Day(LocalDate date, int objects, boolean isGzip) {
    Path folder(Path bucket) {
      return bucket.resolve(
          "raw/windfarm/year=%d/month=%02d/day=%02d"
              .formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth()));
    }

    /** Where the object begins, or, of the number behind the last one, the day ends. */
    int from(int object) {
      return (int) ((long) DAY_RECORDS * object / objects);
    }
  }

  private static long writeDay(Path bucket, Day day, SplittableRandom random) throws IOException {
    Path folder = day.folder(bucket);
    Files.createDirectories(folder);
    long bytes = 0;
    for (int object = 0; object < day.objects; object++) {
      int from = day.from(object);
      Path file = folder.resolve("%06d.json%s".formatted(from, day.isGzip ? ".gz" : ""));
      try (OutputStream out = open(file, day.isGzip)) {
        for (int i = from; i < day.from(object + 1); i++) {
          boolean isAgain = i > 1_000 && random.nextInt(100) == 0;
          byte[] line = line(day.date, isAgain ? i - 1_000 : i, random).getBytes(UTF_8);
          out.write(line);
          bytes += line.length;
        }
      }
    }
    return bytes;
  }

  private static OutputStream open(Path file, boolean isGzip) throws IOException {
    OutputStream out = Files.newOutputStream(file);
    return new BufferedOutputStream(isGzip ? new GZIPOutputStream(out, 1 << 16) : out, 1 << 16);
  }

  private static String line(LocalDate date, int record, SplittableRandom random) {
    int turbine = record / 3 % 12 + 1;
    int second = (int) (record * 86_400L / DAY_RECORDS);
    String data =
        random.nextInt(1_000) == 0
            ? "\"n/a\""
            : random.nextInt(20, 80) + "." + (10 + random.nextInt(90));
    return "{\"id\":\"wt-%02d-%c-%s-%d\",\"turbine\":\"wt-%02d\",\"type\":\"%s\",\"data\":%s,\"timestamp\":\"%sT%02d:%02d:%02dZ\"}\n"
        .formatted(
            turbine,
            SENSORS[record % 3].charAt(0),
            date,
            record,
            turbine,
            SENSORS[record % 3],
            data,
            date,
            second / 3600,
            second / 60 % 60,
            second % 60);
  }
}
