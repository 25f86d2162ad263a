package dev.sluice.local.starter;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvHeader;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.csv.CsvRow;
import dev.sluice.core.csv.UnreadableCsvException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV whose separator is found by trying.
 *
 * @param name of the sample, for messages
 * @param most rows that are looked at
 */
record CsvSample(String name, int most) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
  private static final int SNIFFED_ROWS = 50;

  /** Rows under a header; rows with a flaw are passed over. */
  Sample read(byte[] bytes) throws IOException {
    CsvDialect dialect = dialect(bytes);
    List<byte[]> records = new ArrayList<>();
    try (CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes), dialect)) {
      CsvHeader header = reader.readHeader().orElseThrow();
      if (header.names().stream().anyMatch(cell -> cell.matches("-?\\d+([.,]\\d+)?"))) {
        throw new IOException(
            "%s has no header: its first line has numbers, %s. Put a line with the columns' names in front."
                .formatted(name, header.shown()));
      }
      for (CsvRow row = reader.next(); row != null && records.size() <= most; row = reader.next()) {
        if (row.flaw().isEmpty()) {
          records.add(object(header, row));
        }
      }
    }
    if (records.isEmpty()) {
      throw new IOException(name + " has a header, but no rows that can be read.");
    }
    boolean isCut = records.size() > most;
    return new Sample(
        name,
        isCut ? records.subList(0, most) : records,
        Optional.of(dialect),
        Optional.empty(),
        isCut,
        0,
        List.of());
  }

  /** The separator by which most rows have as many cells as the header, and most of them. */
  private static CsvDialect dialect(byte[] bytes) throws IOException {
    CsvDialect best = CsvDialect.of(',');
    int most = 0;
    for (char separator : SEPARATORS) {
      CsvDialect dialect = CsvDialect.of(separator);
      int score = score(bytes, dialect);
      if (score > most) {
        most = score;
        best = dialect;
      }
    }
    return best;
  }

  private static int score(byte[] bytes, CsvDialect dialect) throws IOException {
    int fitting = 0;
    int cells = 0;
    try (CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes), dialect)) {
      cells = reader.readHeader().map(header -> header.names().size()).orElse(0);
      for (int i = 0; i < SNIFFED_ROWS; i++) {
        CsvRow row = reader.next();
        fitting += row != null && row.flaw().isEmpty() && row.cells().size() == cells ? 1 : 0;
      }
    } catch (UnreadableCsvException e) {
      return 0; // by this separator it is no CSV
    }
    return cells > 1 ? fitting * 100 + cells : 0;
  }

  private static byte[] object(CsvHeader header, CsvRow row) throws IOException {
    ObjectNode object = JSON.createObjectNode();
    for (int cell = 0; cell < Math.min(row.cells().size(), header.names().size()); cell++) {
      String text = row.cells().get(cell);
      if (!header.names().get(cell).isEmpty() && !text.isEmpty()) {
        object.put(header.names().get(cell), text);
      }
    }
    return JSON.writeValueAsString(object).getBytes(UTF_8);
  }
}
