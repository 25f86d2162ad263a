package dev.sluice.core.landing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvHeader;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.csv.UnreadableCsvException;
import dev.sluice.core.lake.ForeignBytesException;
import dev.sluice.core.lake.RawBytes;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.record.JsonLimits;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Reads a whole file once, in bounded memory: whether it is what its input says, and how many rows
 * it has. A file is taken although rows of it are flawed, unless these are more than the others:
 * they are rejected one by one when tables are made.
 *
 * @param format that the file must have
 * @param columns that the header of a CSV file must name
 */
record FileCheck(RawFormat format, List<String> columns) {
  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(new JsonLimits()).build();

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
    } catch (UnreadableCsvException | ForeignBytesException e) {
      return Result.flawed(0, e.getMessage());
    } catch (ZipException e) {
      return Result.flawed(0, "it is compressed, but can't be unpacked: " + e.getMessage());
    } catch (EOFException e) {
      return Result.flawed(0, "its gzip data is cut short");
    }
  }

  private Result csv(InputStream bytes, RawFormat.Csv csv) throws IOException {
    CsvReader reader = new CsvReader(bytes, csv.dialect());
    Optional<CsvHeader> header = reader.readHeader();
    if (header.isEmpty()) {
      return Result.flawed(0, "it is empty");
    }
    long rows = 0;
    long flawed = 0;
    String first = "";
    while (reader.advance()) {
      rows++;
      if (!reader.flaw().isEmpty() && ++flawed == 1) {
        first = "in line %d, %s".formatted(reader.line(), reader.flaw());
      }
    }
    Optional<String> ofRows = rowsFlaw(rows, flawed, first);
    return new Result(rows, headerFlaw(header.get(), csv.dialect()).or(() -> ofRows));
  }

  /** A file of which more rows are flawed than not is none of its input. */
  private static Optional<String> rowsFlaw(long rows, long flawed, String first) {
    if (rows == 0) {
      return Optional.of("it has a header, but no rows");
    }
    return 2 * flawed <= rows
        ? Optional.empty()
        : Optional.of("%d of its %d rows can't be read; %s".formatted(flawed, rows, first));
  }

  private Optional<String> headerFlaw(CsvHeader header, CsvDialect dialect) {
    List<String> missing = header.missing(columns);
    if (missing.isEmpty()) {
      return header.doubled(columns::contains);
    }
    String separator = CsvHeader.shown(String.valueOf(dialect.separator()));
    return Optional.of(
        "its header has no %s (separator %s); it names %s%s"
            .formatted(
                String.join(", ", missing),
                separator,
                header.shown(),
                header.nearMiss(columns).map(near -> "; " + near).orElse("")));
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
      String problem = JsonLimits.problem(e);
      boolean isLimit = e.getOriginalMessage().equals(problem);
      return Result.flawed(
          items,
          isLimit
              ? "after %d items: %s".formatted(items, problem)
              : "after %d items it is not JSON: %s".formatted(items, e.getOriginalMessage()));
    }
  }
}
