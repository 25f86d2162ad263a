package dev.sluice.core.produce.lines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.csv.CsvHeader;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.pipeline.source.LinesSource.Csv;
import dev.sluice.core.produce.item.ItemWriter.UnfitItemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Lines of CSV as objects of texts. A line is a row: no cell goes on in the next one. */
final class CsvLines {
  private final Csv format;
  private final ObjectMapper mapper;
  private String lastHeader = "";
  private List<String> columns;

  CsvLines(Csv format, ObjectMapper mapper) {
    this.format = format;
    this.mapper = mapper;
    this.columns = format.columns();
  }

  /**
   * A line's cells by their columns, without those that are null; empty for a comment.
   *
   * @param header the line that names the columns, unless the definition does
   */
  Optional<JsonNode> row(byte[] line, String header) throws UnfitItemException, IOException {
    if (format.columns().isEmpty() && !header.equals(lastHeader)) {
      columns = names(header);
      lastHeader = header;
    }
    try (CsvReader csv = new CsvReader(new ByteArrayInputStream(line), format.dialect())) {
      if (!csv.advance()) {
        return Optional.empty();
      }
      if (!csv.flaw().isEmpty()) {
        throw new UnfitItemException(csv.flaw());
      }
      if (csv.cellCount() != columns.size()) {
        throw new UnfitItemException(
            "%d cells, but there are %d columns: %s"
                .formatted(csv.cellCount(), columns.size(), String.join(", ", columns)));
      }
      ObjectNode row = mapper.createObjectNode();
      for (int i = 0; i < columns.size(); i++) {
        String cell = csv.cell(i).strip();
        if (!csv.isNullText(i) && !cell.equals(format.dialect().nullText())) {
          row.put(columns.get(i), cell);
        }
      }
      if (csv.advance()) {
        throw new UnfitItemException("a line end within the line: end lines with LF or CRLF");
      }
      return Optional.of(row);
    }
  }

  private List<String> names(String header) throws UnfitItemException, IOException {
    byte[] bytes = header.getBytes(UTF_8);
    try (CsvReader csv = new CsvReader(new ByteArrayInputStream(bytes), format.dialect())) {
      if (!csv.advance() || !csv.flaw().isEmpty()) {
        throw new UnfitItemException("the first line is not a header of CSV: '" + header + "'");
      }
      CsvHeader found = new CsvHeader(csv.cells());
      Optional<String> twice = found.doubled(any -> true);
      if (twice.isPresent()) {
        throw new UnfitItemException(twice.get() + "; rename one, or name all in 'columns'");
      }
      return found.names();
    }
  }
}
