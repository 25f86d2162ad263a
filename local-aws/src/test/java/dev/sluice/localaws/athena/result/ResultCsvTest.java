package dev.sluice.localaws.athena.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ResultCsvTest {
  @Test
  void readsNullsInEveryPlace() {
    List<List<String>> rows =
        List.of(Arrays.asList(null, "a", null), Arrays.asList("", null, "b\n,\""));

    assertThat(read(rows)).isEqualTo(rows);
  }

  @Test
  void readsAColumnOfNulls() {
    List<List<String>> rows = List.of(Arrays.asList((String) null), List.of("x"));

    assertThat(read(rows)).isEqualTo(rows);
  }

  @Property(tries = 200)
  void readsWhatItWrote(@ForAll @Size(min = 1, max = 4) List<@StringLength(max = 5) String> row) {
    assertThat(read(List.of(row, row))).isEqualTo(List.of(row, row));
  }

  /** What is read of what was written, without the header. */
  private static List<List<String>> read(List<List<String>> rows) {
    List<QueryResult.Column> one = List.of(new QueryResult.Column("c", "varchar", 0, 0));
    List<List<String>> read =
        ResultCsv.read(ResultCsv.write(new QueryResult(one, rows, true, 0)), true);
    return read.subList(1, read.size());
  }
}
