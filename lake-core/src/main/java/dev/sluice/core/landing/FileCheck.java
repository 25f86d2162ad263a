package dev.sluice.core.landing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.csv.CsvRow;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.RawFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Reads a whole file once, in bounded memory: whether it is what its input says, and how many rows
 * it has. Single flawed rows are no reason to refuse a file.
 *
 * @param format that the file must have
 * @param columns that the header of a CSV file must name
 */
record FileCheck(RawFormat format, List<String> columns) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * What the check found.
   *
   * @param rows that were read, without the header
   * @param flaw why the file can't be taken; empty: it can
   */
  record Result(long rows, Optional<String> flaw) {
    static Result flawed(long rows, String flaw) {
      return new Result(rows, Optional.of(flaw));
    }
  }

  /** Reads to the end; the caller closes. Throws only if the bytes can't be had. */
  Result read(InputStream content) throws IOException {
    try {
      InputStream bytes = RawBytes.open(content);
      return format.<Result, IOException>choose(json -> json(bytes), csv -> csv(bytes, csv));
    } catch (ZipException e) {
      return Result.flawed(0, "it is compressed, but can't be unpacked: " + e.getMessage());
    }
  }

  private Result csv(InputStream bytes, RawFormat.Csv csv) throws IOException {
    CsvReader reader = new CsvReader(bytes, csv.separator(), csv.charset());
    CsvRow header = reader.next();
    if (header == null) {
      return Result.flawed(0, "it is empty");
    }
    Optional<String> flaw = headerFlaw(header, csv.separator());
    long rows = -1;
    do {
      rows++;
      if (reader.isDamaged()) {
        return Result.flawed(Math.max(0, rows - 1), notIn(csv.charset(), rows - 1));
      }
    } while (reader.advance());
    return flaw.isEmpty() && rows == 0
        ? Result.flawed(0, "it has a header, but no rows")
        : new Result(rows, flaw);
  }

  private static String notIn(Charset charset, long rows) {
    return "after %d rows there are bytes that are not %s".formatted(Math.max(0, rows), charset);
  }

  private Optional<String> headerFlaw(CsvRow header, char separator) {
    List<String> missing = new ArrayList<>(columns);
    missing.removeAll(header.cells());
    if (!missing.isEmpty()) {
      return Optional.of(
          "its header has no %s (separator '%c'); it names %s"
              .formatted(String.join(", ", missing), separator, shown(header.cells())));
    }
    return header.cells().stream()
        .filter(cell -> header.cells().indexOf(cell) != header.cells().lastIndexOf(cell))
        .findFirst()
        .map(twice -> "its header names '" + twice + "' twice");
  }

  private static String shown(List<String> cells) {
    String text = String.join(", ", cells);
    return text.length() <= 300 ? text : text.substring(0, 300) + "…";
  }

  private static Result json(InputStream bytes) throws IOException {
    long items = 0;
    try (JsonParser parser = JSON.createParser(bytes)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          while (parser.nextToken() != JsonToken.END_ARRAY) {
            parser.skipChildren();
            items++;
          }
        } else {
          parser.skipChildren();
          items++;
        }
      }
      return items == 0 ? Result.flawed(0, "it is empty") : new Result(items, Optional.empty());
    } catch (JsonProcessingException e) {
      return Result.flawed(
          items, "after %d items it is not JSON: %s".formatted(items, e.getOriginalMessage()));
    }
  }
}
