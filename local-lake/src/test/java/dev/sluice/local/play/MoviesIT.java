package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.local.report.PipelineReport;
import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Callers;
import dev.sluice.localaws.s3.S3Upload;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files and an API, joined: two days of TMDB, the files once, one of them twice and one broken. The
 * expected numbers come from {@code src/test/resources/movies/golden.py}.
 */
@Timeout(240)
class MoviesIT {
  private static final Instant START = Instant.parse("2026-06-01T23:31:00Z");
  private static final Path GOLDEN =
      PlayedLake.CHECKOUT.resolve("local-lake/src/test/resources/golden");

  @TempDir static Path directory;
  private static PlayedLake lake;
  private static PipelineReport report;
  private static Map<String, Long> golden;

  @BeforeAll
  static void play() throws IOException, InterruptedException {
    golden = new LinkedHashMap<>();
    rows("movies-counts.csv").forEach(row -> golden.put(row.get(0), Long.valueOf(row.get(1))));
    PlayPlan plan =
        PlayPlan.of(PlayedLake.CHECKOUT, "movies", directory, START, Duration.ofMinutes(40));
    lake =
        PlayedLake.start(
            new PlayPlan(
                plan.place(),
                plan.pipeline(),
                plan.stack().withSettings(Map.of("TMDB_EVERY", "30m")),
                plan.directory(),
                plan.time(),
                FaultPlan.NONE,
                plan.given()));
    lake.play.warmUp();
    lake.play.land();
    lake.play.play(PlayedLake.SILENTLY);
    lake.play.land();
    S3Upload upload =
        new S3Upload(lake.play.lake().endpoint(), Callers.authorization("local", "s3"));
    Path broken = Files.writeString(directory.resolve("broken.csv"), "id;title\n1;a\n2;b\n");
    upload.put(broken, lake.play.stack().bucket(), "landing/movies/movies-broken.csv");
    report = lake.settle();
  }

  @AfterAll
  static void stop() {
    lake.close();
  }

  private static List<List<String>> rows(String name) throws IOException {
    return Files.readAllLines(GOLDEN.resolve(name)).stream()
        .skip(1)
        .map(line -> List.of(line.split(";", -1)))
        .toList();
  }

  private static long count(String table) throws QueryFailedException {
    String sql = "SELECT count(*) FROM " + table;
    return Long.parseLong(
        lake.play.lake().query(lake.play.stack().database(), sql).rows().get(0).get(0));
  }

  @Test
  void everyRowIsAccountedFor() {
    // Landed again on the second day, the files are in raw twice.
    long files = 2 * (golden.get("movies.csv") + golden.get("series.csv"));
    long trusted = golden.get("tb_csv") + golden.get("tb_series") + golden.get("tb_json");

    assertThat(report.counts().stored()).isEqualTo(files + golden.get("tmdb"));
    assertThat(report.counts().rejected()).isEqualTo(2);
    assertThat(report.counts().produced()).isEqualTo(files + golden.get("tmdb") + 2);
    assertThat(report.counts().trusted()).isEqualTo(trusted);
    assertThat(report.reconciled()).describedAs("%s", report).isTrue();
  }

  @Test
  void filesLieInRawByTheDayOnWhichTheyLanded() throws IOException {
    assertThat(objects("raw"))
        .containsExactly(
            "raw/Local/CSV/Movies/2026/6/1/movies.csv",
            "raw/Local/CSV/Movies/2026/6/2/movies.csv",
            "raw/Local/CSV/Series/2026/6/1/series.csv",
            "raw/Local/CSV/Series/2026/6/2/series.csv",
            "raw/TMDB/JSON/2026/06/01/filmes_popular.json",
            "raw/TMDB/JSON/2026/06/02/filmes_popular.json");
  }

  @Test
  void aFileThatCanNotBeReadIsKeptWithItsReason() throws IOException {
    String key = "rejected/movies/landing/year=2026/month=06/day=02/movies/movies-broken.csv";

    assertThat(objects("rejected")).containsExactly(key, key + ".reason.json");
    assertThat(lake.play.bucket().resolve(key + ".reason.json"))
        .content()
        .contains("its header has no id, tituloPincipal");
  }

  @Test
  void trustedTablesLieWhereTheDefinitionSays() throws IOException {
    assertThat(objects("trusted"))
        .containsExactly(
            "trusted/TMDB/2026/06/01/part-0.parquet",
            "trusted/TMDB/2026/06/02/part-0.parquet",
            "trusted/csv_imdb/movies/part-0.parquet",
            "trusted/csv_imdb/series/part-0.parquet");
  }

  @Test
  void tablesHaveTheExpectedRows() throws QueryFailedException {
    for (String table : golden.keySet()) {
      if (table.matches("[a-z_]+") && !table.equals("tmdb")) {
        assertThat(count(table)).describedAs(table).isEqualTo(golden.get(table));
      }
    }
  }

  /** A second day doesn't multiply rows, and neither do titles with several ids. */
  @Test
  void theJoinHasARowForEachPairOfIdsAndNotItsCube() throws IOException {
    assertThat(lake.result(report, "join-counts"))
        .containsExactly(
            List.of("both ids", golden.get("juncao_dimensao_fato").toString()),
            List.of("id_csv alone", golden.get("naive join").toString()));
    assertThat(golden.get("naive join")).isGreaterThan(golden.get("juncao_dimensao_fato"));
  }

  @Test
  void aggregatesByYearInOrder() throws IOException {
    assertThat(lake.result(report, "by-year"))
        .extracting(MoviesIT::plain)
        .containsExactlyElementsOf(
            rows("movies-by-year.csv").stream().map(MoviesIT::plain).toList());
  }

  private static List<Object> plain(List<String> row) {
    return List.of(
        row.get(0), row.get(1), row.get(2), new BigDecimal(row.get(3)).stripTrailingZeros());
  }

  @Test
  void countsSeriesByYear() throws IOException {
    assertThat(lake.result(report, "series"))
        .extracting(row -> row.subList(0, 2))
        .containsExactlyElementsOf(rows("movies-series.csv"));
  }

  @Test
  void tablesAndViewsMadeByHandHaveTheRowsOfTheTablesThatTheRunMade() throws Exception {
    String text =
        Files.readString(
            PlayedLake.CHECKOUT.resolve("local-aws/src/test/resources/athena/movies-by-hand.sql"));
    String database = lake.play.stack().database();
    List<List<String>> made =
        lake.play
            .lake()
            .query(
                database,
                "SELECT c.id, j.id, c.anolancamento, j.release_date FROM tb_csv c JOIN tb_json j ON"
                    + " c.titulopincipal = j.title ORDER BY 3 DESC")
            .rows();
    for (String sql : text.replace("BUCKET/", lake.play.stack().bucket() + "/").split(";\n")) {
      List<List<String>> rows = lake.play.lake().query(database, sql + ";").rows();
      if (sql.contains("SELECT count(*)")) {
        assertThat(rows).containsExactly(List.of(golden.get("tb_csv").toString()));
      } else if (sql.contains("SELECT * FROM dim_tempo_by_hand")) {
        assertThat(made).containsAll(rows);
        assertThat(rows).hasSize(Math.min(10, made.size())).isNotEmpty();
      }
    }
  }

  private static List<String> objects(String layer) throws IOException {
    try (Stream<Path> files = Files.walk(lake.play.bucket().resolve(layer))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> lake.play.bucket().relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
