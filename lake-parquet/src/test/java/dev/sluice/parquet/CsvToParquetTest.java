package dev.sluice.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.csv.Dialects;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Films with bars between cells, a row for each artist, as another reader sees the table. */
class CsvToParquetTest {
  private static final Input FILMS =
      new Input(
          "films",
          new RawLayout(
              "raw/Local/CSV/Movies",
              List.of(PartitionField.values()).subList(0, 3),
              RawLayout.Style.PLAIN,
              false,
              Optional.empty(),
              Duration.ZERO),
          new RawFormat.Csv(Dialects.withNull("\\N", '|')));
  private static final TrustedTable TABLE =
      new TrustedTable(
          "films",
          "films",
          List.of(
              column("born", FieldType.INT, "anoNascimento", false),
              column("id", FieldType.STRING, "id", true),
              column("year_made", FieldType.INT, "anoLancamento", true),
              column("genre", FieldType.STRING, "genero", true)),
          new TrustedTable.Rows(
              TrustedTable.Dedupe.by("id"),
              List.of(),
              Optional.of(new Condition.Contains("genre", "Horror"))),
          TableFormat.Storage.plain(
              List.of(),
              Optional.of(new TrustedTable.Location("trusted/csv/films", RawLayout.Style.HIVE))),
          Checks.NONE);

  @TempDir Path folder;

  private static Column column(String name, FieldType type, String from, boolean stored) {
    return new Column(name, type, from, ColumnRule.NONE, true, stored, "");
  }

  private static Pipeline pipeline() {
    return new Pipeline(
        "movies",
        FarmLake.pipeline(List.of()).feeds(),
        Optional.empty(),
        List.of(FILMS),
        List.of(TABLE),
        List.of(),
        List.of());
  }

  @Test
  void duckDbReadsOneRowForEachFilmOfTheFilter() throws IOException, SQLException {
    Pipeline pipeline = pipeline();
    InMemoryObjectStore store = new InMemoryObjectStore();
    String rows =
        """
        id|anoLancamento|genero|anoNascimento|profissao
        tt1|1922|Fantasy,Horror|1879|actor
        tt1|1922|Fantasy,Horror|1888|director
        tt2|1931|"a ""Horror"" film"|\\N|actor
        tt2|1931|Horror|1882|actor
        tt3|1931|Drama|1882|actor
        """;
    store.put(
        PutObject.of("raw/Local/CSV/Movies/2026/6/1/movies.csv", rows.getBytes(UTF_8), "text/csv"));
    PartitionOutcome outcome =
        new PartitionTransform(
                pipeline,
                store,
                new ParquetTableWriter(),
                new PartitionTransform.Workspace(folder, 1 << 20))
            .bringUpToDate(
                TrustedPartitions.of(pipeline, FILMS, store.list("raw/")).partitions().get(0),
                RewritePolicy.BY_FINGERPRINT);
    assertThat(outcome).isInstanceOf(PartitionOutcome.Rewritten.class);
    Path file =
        Files.write(
            folder.resolve("films.parquet"), store.bytes("trusted/csv/films/part-0.parquet"));
    assertThat(query("SELECT * FROM '" + file + "' ORDER BY id"))
        .containsExactly("tt1 1922 Fantasy,Horror", "tt2 1931 Horror");
  }

  private static List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        ResultSet result = connection.createStatement().executeQuery(sql)) {
      while (result.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          cells.add(result.getString(i));
        }
        rows.add(String.join(" ", cells));
      }
    }
    return rows;
  }
}
