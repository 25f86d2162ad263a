package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.column;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Dedupe;
import dev.sluice.core.pipeline.check.Checks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Where rows have no id, those with equal values in all columns are one. */
class EqualRowsAreOnePropertyTest {
  private static final Arbitrary<String> TEXTS =
      Arbitraries.of("null", "\"\"", "\"a\"", "\"a,b\"", "\"b\"", "\"null\"", "\"\\u0000\"");
  private static final Arbitrary<String> NUMBERS =
      Arbitraries.of("null", "0", "1", "-1", "1.5", "-1.5");

  @Provide
  Arbitrary<List<List<String>>> records() {
    return Combinators.combine(TEXTS, TEXTS, NUMBERS, NUMBERS).as(List::of).list().ofMaxSize(60);
  }

  @Property(tries = 150)
  void asManyRowsStayAsThereAreDifferentOnes(
      @ForAll("records") List<List<String>> records, @ForAll boolean isSpilled) throws IOException {
    Path folder = Files.createTempDirectory("equal-");
    StringBuilder json = new StringBuilder();
    for (List<String> record : records) {
      json.append("{\"a\":%s,\"b\":%s,\"c\":%s,\"d\":%s}\n".formatted(record.toArray()));
    }
    TableLake lake =
        lake(
            folder,
            column("a", FieldType.STRING, "a"),
            new Column("b", FieldType.STRING, "b", ColumnRule.NONE, false, false, ""),
            column("c", FieldType.DOUBLE, "c"),
            column("d", FieldType.FLOAT, "d"));
    lake.put(json + "{}\n");

    Set<List<String>> different = new HashSet<>(records);
    different.add(List.of("null", "null", "null", "null"));

    var outcome = (PartitionOutcome.Rewritten) lake.run(isSpilled ? 300 : 1 << 20);

    assertThat(lake.rows()).hasSize(different.size());
    assertThat(outcome.counts().duplicates()).isEqualTo(records.size() + 1 - different.size());
    Files.delete(folder);
  }

  @Example
  void rowsOfManyColumnsDifferInTheLast() throws IOException {
    Path folder = Files.createTempDirectory("equal-");
    Column[] columns =
        IntStream.range(0, 130)
            .mapToObj(i -> column("c" + i, FieldType.LONG, "c" + i))
            .toArray(Column[]::new);
    TableLake lake = lake(folder, columns);
    lake.put(
        "{\"c129\":1}\n{\"c129\":2}\n{\"c129\":1}\n{\"c65\":1}\n{\"c1\":1}\n{}\n{\"c129\":null}\n");

    assertThat(((PartitionOutcome.Rewritten) lake.run(300)).counts().rows()).isEqualTo(5);
    Files.delete(folder);
  }

  @Example
  void minusZeroIsZeroAndATextCutWithinACharacterCounts() throws IOException {
    Path folder = Files.createTempDirectory("equal-");
    TableLake lake =
        lake(folder, column("a", FieldType.STRING, "a"), column("c", FieldType.DOUBLE, "c"));
    lake.put("{\"c\":0.0}\n{\"c\":-0.0}\n{\"a\":\"\\ud83d\"}\n");

    assertThat(lake.rows()).hasSize(2);
    assertThat(lake.rows()).anyMatch(row -> row.contains("\uFFFD"));
    Files.delete(folder);
  }

  private static TableLake lake(Path folder, Column... columns) {
    List<String> all = Stream.of(columns).map(Column::name).toList();
    return new TableLake(
        folder,
        TableLake.JSON,
        new TrustedTable.Rows(Dedupe.byContent(all), List.of(), Optional.empty()),
        Checks.NONE,
        columns);
  }
}
