package dev.sluice.local.report;

import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts what lies in raw beside the stream's records: rows of CSV, values of JSON. */
final class InputCounts {
  private final Map<String, ObjectReadings<Long>> rowsByInput = new LinkedHashMap<>();

  /**
   * @param bucket the directory with the bucket's objects
   */
  InputCounts(Path bucket, Pipeline pipeline) {
    for (Input input : pipeline.inputs()) {
      if (!input.name().equals(Input.STREAM)) {
        rowsByInput.put(
            input.name(),
            new ObjectReadings<>(
                bucket.resolve(input.layout().prefix()), object -> rows(object, input.format())));
      }
    }
  }

  /** Of one input. */
  long rows(String input) throws IOException {
    return rowsByInput.get(input).all().stream().mapToLong(Long::longValue).sum();
  }

  /** Of all together. */
  long rows() throws IOException {
    long rows = 0;
    for (String input : rowsByInput.keySet()) {
      rows += rows(input);
    }
    return rows;
  }

  private static long rows(Path object, RawFormat format) throws IOException {
    return format.<Long, IOException>choose(
        json -> JsonValues.count(object), csv -> csv(object, csv));
  }

  private static long csv(Path object, RawFormat.Csv csv) throws IOException {
    InputStream bytes = RawBytes.open(Files.newInputStream(object));
    try (CsvReader reader = new CsvReader(bytes, csv.dialect())) {
      long lines = 0;
      while (reader.advance()) {
        lines++;
      }
      return Math.max(0, lines - 1);
    }
  }
}
