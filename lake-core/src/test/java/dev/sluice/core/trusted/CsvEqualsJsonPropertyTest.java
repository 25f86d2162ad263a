package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.BARS;
import static dev.sluice.core.trusted.TableLake.JSON;
import static dev.sluice.core.trusted.TableLake.column;
import static dev.sluice.core.trusted.TableLake.id;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The same table of odd texts, nulls and numbers, once as CSV and once as JSON. */
class CsvEqualsJsonPropertyTest {
  private static final Column[] COLUMNS = {
    id(),
    column("a", FieldType.STRING, "a"),
    column("b", FieldType.LONG, "b"),
    column("c", FieldType.DOUBLE, "c"),
    column("d", FieldType.DATE, "d")
  };

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> text =
        Arbitraries.of(
                "", "\"", "|", "\r", "\n", "ä", "😀", "\u0000", "\\N", "\\", "'", " ", "\uFFFD",
                "x")
            .list()
            .ofMaxSize(4)
            .map(parts -> String.join("", parts).replace("\r\n", "\n"))
            .map(joined -> joined.equals("\\N") ? "" : joined);
    Arbitrary<String> value =
        Arbitraries.oneOf(
            text,
            Arbitraries.longs().map(String::valueOf),
            Arbitraries.doubles().map(String::valueOf),
            Arbitraries.of("2026-06-01", "1e400", "1.0", "true", "0001-01-01"));
    return value.list().ofSize(COLUMNS.length).list().ofMaxSize(15);
  }

  @Property(tries = 200)
  void givesEqualRows(@ForAll("tables") List<List<String>> table) throws IOException {
    Path folder = Files.createTempDirectory("equal-");
    StringBuilder csv = new StringBuilder("d|c|b|a|id\n");
    StringBuilder json = new StringBuilder();
    for (List<String> values : table) {
      Map<String, String> record = new LinkedHashMap<>();
      for (int i = COLUMNS.length - 1; i >= 0; i--) {
        String value = values.get(i);
        csv.append('"').append(value.replace("\"", "\"\"")).append(i == 0 ? "\"\n" : "\"|");
        record.put(COLUMNS[i].from(), value.isEmpty() ? null : value);
      }
      json.append(new ObjectMapper().writeValueAsString(record));
    }
    TableLake rows = new TableLake(folder, BARS, COLUMNS).put(csv.toString());
    TableLake records = new TableLake(folder, JSON, COLUMNS).put(json.toString());
    RowCounts counts = rows.counts();
    assertThat(counts).isEqualTo(records.counts());
    assertThat(counts.stored()).isEqualTo(table.size());
    assertThat(rows.rows()).isEqualTo(records.rows());
    Files.delete(folder);
  }
}
