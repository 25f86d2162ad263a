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
 * The wind farm's raw history of so many megabytes of JSON: a day's partition for each 25 MB, in
 * objects of about 5 MB, each of a stretch of time. One record in a hundred comes again later with
 * another value, one in a thousand has no number.
 */
final class RawLake {
  private static final int DAY_RECORDS = 218_000;
  private static final int OBJECT_RECORDS = 43_600;
  private static final String[] SENSORS = {"powerfactor", "temperature", "hydraulicpressure"};
  private static final LocalDate FIRST = LocalDate.of(2026, 6, 1);

  private RawLake() {}

  /** Writes it into a bucket's folder; returns the bytes of JSON. */
  static long write(Path bucket, int megabytes, boolean isGzip) throws IOException {
    SplittableRandom random = new SplittableRandom(42);
    long bytes = 0;
    for (int day = 0; bytes < megabytes * 1_000_000L; day++) {
      LocalDate date = FIRST.plusDays(day);
      Path folder =
          bucket.resolve(
              "raw/windfarm/year=%d/month=%02d/day=%02d"
                  .formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth()));
      Files.createDirectories(folder);
      for (int from = 0; from < DAY_RECORDS; from += OBJECT_RECORDS) {
        Path file = folder.resolve("%06d.json%s".formatted(from, isGzip ? ".gz" : ""));
        try (OutputStream out = open(file, isGzip)) {
          for (int i = from; i < from + OBJECT_RECORDS; i++) {
            boolean isAgain = i > 1_000 && random.nextInt(100) == 0;
            byte[] line = line(date, isAgain ? i - 1_000 : i, random).getBytes(UTF_8);
            out.write(line);
            bytes += line.length;
          }
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
