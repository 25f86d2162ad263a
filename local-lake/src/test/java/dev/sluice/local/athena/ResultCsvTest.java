package dev.sluice.local.athena;

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

    assertThat(ResultCsv.read(write(rows))).isEqualTo(rows);
  }

  @Test
  void readsAColumnOfNulls() {
    List<List<String>> rows = List.of(Arrays.asList((String) null), List.of("x"));

    assertThat(ResultCsv.read(write(rows))).isEqualTo(rows);
  }

  @Property(tries = 200)
  void readsWhatItWrote(@ForAll @Size(min = 1, max = 4) List<@StringLength(max = 5) String> row) {
    assertThat(ResultCsv.read(write(List.of(row, row)))).isEqualTo(List.of(row, row));
  }

  private static byte[] write(List<List<String>> rows) {
    return ResultCsv.write(new QueryResult(List.of(), rows, false, 0));
  }
}
