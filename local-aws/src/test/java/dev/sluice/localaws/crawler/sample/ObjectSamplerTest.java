package dev.sluice.localaws.crawler.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectSamplerTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "{\"a\": 1} ; int",
        "{\"a\": 2147483648} ; bigint",
        "{\"a\": 1}{\"a\": 2147483648} ; bigint",
        "{\"a\": 1}{\"a\": 1.5} ; double",
        "{\"a\": 1}{\"a\": \"x\"} ; string",
        "{\"a\": true}{\"a\": 1} ; string",
        "{\"a\": null} ; string",
        "{\"a\": null}{\"a\": 3} ; int",
        "{\"a\": []} ; array<string>",
        "{\"a\": [1]}{\"a\": [2.5, null]} ; array<double>",
        "{\"a\": {\"x\": 1}}{\"a\": {\"y\": [true]}} ; struct<x:int,y:array<boolean>>",
        "{\"a\": {\"x\": 1}}{\"a\": 1} ; string",
        "{\"a\": 123456789012345678901} ; double",
        "{\"A\": 1}{\"a\": 1.5} ; double"
      })
  void infersTypesOfJson(String text, String type) throws Exception {
    assertThat(types(sample(text))).containsOnly(Map.entry("a", type));
  }

  @Test
  void takesJsonInLinesOneAfterTheOtherAndOverLines() throws Exception {
    for (String between : new String[] {"\n", "", "\r\n\r\n", "  "}) {
      Sample sample = sample("{\"id\": 1}" + between + "{\n \"id\": 2\n}");
      assertThat(sample.records()).isEqualTo(2);
      assertThat(sample.shape()).isEqualTo(new Shape("json", "none", Map.of()));
    }
  }

  @Test
  void makesOneColumnOfATopLevelArray() throws Exception {
    assertThat(types(sample("[{\"id\": 1}, {\"id\": 2.5, \"name\": \"x\"}]")))
        .containsOnly(Map.entry("array", "array<struct<id:double,name:string>>"));
  }

  @Test
  void keepsTheNamesOfFieldsAsTheyAreWritten() throws Exception {
    assertThat(sample("{\"birthDay\": 1}").columns().names()).containsEntry("birthday", "birthDay");
  }

  @Test
  void looksIntoGzip() throws Exception {
    Path file = directory.resolve("x.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{\"id\": 1}\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(ObjectSampler.sample(file).shape().compression()).isEqualTo("gzip");

    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 10));
    assertThatThrownBy(() -> ObjectSampler.sample(file)).isInstanceOf(Exception.class);
  }

  @Test
  void readsTheFirstMegabyteOfAnObjectOnly() throws Exception {
    String line = "{\"id\": 1, \"text\": \"" + "x".repeat(980) + "\"}\n";
    Sample sample = sample(line.repeat(3_000) + "{\"late\": 1}");

    assertThat(types(sample)).containsOnlyKeys("id", "text");
    assertThat(sample.bytes()).isEqualTo(1 << 20);
    assertThat(sample.records()).isEqualTo((1 << 20) / line.length());
  }

  @Test
  void readsOnUntilARecordEnds() throws Exception {
    Sample sample = sample("{\"id\": 1, \"text\": \"" + "x".repeat(3 << 20) + "\"}");

    assertThat(types(sample)).containsOnlyKeys("id", "text");
  }

  @Test
  void infersTheItemsOfAnArrayThatIsLongerThanTheSample() throws Exception {
    assertThat(types(sample("[" + "{\"id\": 1}, ".repeat(200_000) + "{\"id\": 1}]")))
        .containsOnly(Map.entry("array", "array<struct<id:int>>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      value = {"','/','", "'|'/'|'", "'\t'/'\t'", "';'/';'"})
  void recognisesTheSeparatorAndTheHeaderOfCsv(String separator, String delimiter)
      throws Exception {
    Sample sample = sample("id,Name,score,ok\n1,x,1.5,true\n2,y,3,false\n".replace(",", separator));

    assertThat(types(sample))
        .isEqualTo(Map.of("id", "bigint", "name", "string", "score", "double", "ok", "boolean"));
    assertThat(sample.shape().details())
        .containsEntry("delimiter", delimiter)
        .containsEntry("skip.header.line.count", "1");
    assertThat(sample.records()).isEqualTo(2);
  }

  @Test
  void warnsOfQuotesWhichCrawledTablesDoNotKnow() throws Exception {
    assertThat(sample("id,name\n1,\"x, y\"\n2,z\n").warning().orElseThrow())
        .startsWith("it has cells in quotes");
    assertThat(sample("id,name\n1,x\n2,5\" pipe\n").warning()).isEmpty();
  }

  @Test
  void readsFilesInWhichQuotesAreCharacters() throws Exception {
    Sample sample = sample("id\tname\tyear\n1\t\"Rome\t1999\n2\t\"Paris\t2000\n");

    assertThat(types(sample)).isEqualTo(Map.of("id", "bigint", "name", "string", "year", "bigint"));
    assertThat(sample.records()).isEqualTo(2);
    assertThat(sample.warning()).isEmpty();
  }

  @Test
  void takesAFirstRowOfTextsOverTextsForData() throws Exception {
    Sample sample = sample("name,town\nx,Bonn\ny,Jena\n");

    assertThat(types(sample)).isEqualTo(Map.of("col0", "string", "col1", "string"));
    assertThat(sample.shape().details()).doesNotContainKey("skip.header.line.count");
  }

  @Test
  void readsTheFooterOfParquet() throws Exception {
    Path file = directory.resolve("x.parquet");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      statement.execute(
          "COPY (SELECT 1::INTEGER AS \"Id\", 2::BIGINT AS n, 'x' AS t, DATE '2026-06-01' AS d,"
              + " [1.5::DOUBLE] AS l) TO '%s' (FORMAT parquet)".formatted(file));
    }
    Sample sample = ObjectSampler.sample(file);

    assertThat(types(sample))
        .isEqualTo(
            Map.of("id", "int", "n", "bigint", "t", "string", "d", "date", "l", "array<double>"));
    assertThat(sample.shape().classification()).isEqualTo("parquet");
    assertThat(sample.records()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"just text", "'{\"id\": 1'", "'{\"id\": 1} and more'", "'[1, 2'"})
  void saysOfOtherObjectsThatItDoesNotKnowThem(String text) {
    assertThatThrownBy(() -> sample(text)).isInstanceOf(UnknownFormatException.class);
  }

  private Sample sample(String text) throws IOException, UnknownFormatException, SQLException {
    return ObjectSampler.sample(Files.writeString(directory.resolve("object"), text));
  }

  private static Map<String, String> types(Sample sample) {
    Map<String, String> types = new TreeMap<>();
    sample.columns().types().forEach((name, type) -> types.put(name, type.hive()));
    return types;
  }
}
