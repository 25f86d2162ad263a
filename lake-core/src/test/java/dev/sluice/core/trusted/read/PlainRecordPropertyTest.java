package dev.sluice.core.trusted.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.record.JsonLimits;
import dev.sluice.core.record.RandomJson;
import dev.sluice.core.record.Utf8Text;
import dev.sluice.core.trusted.rows.RowLayout;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser of any JSON is the judge of what is read without it. */
class PlainRecordPropertyTest {
  private static final RowLayout LAYOUT = new RowLayout(table());
  private static final JsonFactory JSON =
      JsonFactory.builder().streamReadConstraints(new JsonLimits()).build();
  private final JsonRecord record = new JsonRecord(LAYOUT, Optional.empty());
  private final PlainRecord plain = record.plain();
  private final JsonRecord parsed = new JsonRecord(LAYOUT, Optional.empty());

  private static TrustedTable table() {
    ColumnRule nullIf = new ColumnRule(Optional.of("NULL"), Optional.empty(), Optional.empty());
    List<Column> columns =
        List.of(
            new Column("id", FieldType.STRING, "id", true, ""),
            new Column("n", FieldType.LONG, "n", false, ""),
            new Column("small", FieldType.INT, "n", false, ""),
            new Column("d", FieldType.DOUBLE, "d", false, ""),
            new Column(
                "exact", FieldType.DECIMAL, "d", ColumnRule.of(new Digits(20, 2)), false, true, ""),
            new Column("t", FieldType.TIMESTAMP, "t", false, ""),
            new Column("b", FieldType.BOOLEAN, "b", false, ""),
            new Column("x", FieldType.STRING, "x", nullIf, false, true, ""),
            new Column("within", FieldType.STRING, "/a/b", false, ""),
            new Column("deeper", FieldType.FLOAT, "/a/a/n", false, ""),
            new Column("umlaut", FieldType.STRING, "ä", false, ""));
    return new TrustedTable("things", columns, "id", List.of("id"), List.of());
  }

  /** A reused row keeps rests of what was left, so that only the first that is left is tried. */
  @Property(tries = 30_000)
  void givesTheRowThatTheParserGives(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] first = RandomJson.object(random).getBytes(UTF_8);
    JsonRecord ofSeed = new JsonRecord(LAYOUT, Optional.empty());
    JsonRecord parsedOfSeed = new JsonRecord(LAYOUT, Optional.empty());
    for (byte[] json :
        List.of(
            first, RandomJson.damaged(first.clone(), random), RandomJson.damaged(first, random))) {
      int end = ofSeed.plain().read(json, 0, json.length, 5);
      if (end < 0) {
        return;
      }
      byte[] row = RowsSeen.finished(ofSeed.row());
      assertThat(row).as(new String(json, UTF_8)).isEqualTo(parsed(parsedOfSeed, json, end));
    }
  }

  private static byte[] parsed(JsonRecord parsed, byte[] json, int end) throws IOException {
    byte[] strict = Arrays.copyOf(json, end);
    Utf8Text.spoilWrong(strict, 0, end, 0);
    try (JsonParser parser = JSON.createParser(strict)) {
      parser.nextToken();
      assertThat(parsed.read(parser, 5)).isTrue();
      byte[] row = RowsSeen.finished(parsed.row());
      assertThat(parser.nextToken()).isNull();
      return row;
    } catch (JsonProcessingException e) {
      throw new AssertionError("Taken, but not JSON: " + new String(json, UTF_8), e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":\"wt-1\",\"n\":5,\"d\":-12.5,\"t\":\"2026-06-01T00:00:00Z\",\"b\":true}",
        "{ \"id\" : \"wt-1\", \"n\": null, \"other\": [1, {\"a\": \"]\"}], \"more\": {\"x\": {}} }",
        "{\"id\":\"Zürich\",\"a\":{\"b\":\"in\",\"a\":{\"n\":1.5,\"m\":2}},\"x\":7}",
        "{\"id\":\"a\\\"b\\u00e9\\uD83D\\uDE00\",\"n\":\"7\",\"d\":1e400,\"t\":1780000000}",
      })
  void recordsOfStreamsNeedNoParser(String json) throws IOException {
    byte[] bytes = (json + "\n").getBytes(UTF_8);

    int end = plain.read(bytes, 0, bytes.length, 5);

    assertThat(end).isEqualTo(bytes.length - 1);
    assertThat(RowsSeen.finished(record.row())).isEqualTo(parsed(parsed, bytes, end));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "7",
        "{",
        "{\"id\":1,}",
        "{,}",
        "{\"id\" 1}",
        "{\"id\":01}",
        "{\"id\":1.}",
        "{\"id\":+1}",
        "{\"id\":tru}",
        "{\"id\":truer}",
        "{\"id\":\"\t\"}",
        "{\"id\":\"\\x\"}",
        "{\"id\":\"\\u12g4\"}",
        "{\"id\":'1'}",
        "{id:1}",
        "{\"id\":1 \"n\":2}",
        "{\"o\":[1,]}",
        "{\"o\":[1 2]}",
        "{\"o\":[}",
        "{\"o\":{\"a\":1]}",
        "{\"id\":NaN}",
        "{\"id\":\n1}",
      })
  void leavesWhatItDoesNotKnow(String json) {
    byte[] bytes = json.getBytes(UTF_8);

    assertThat(plain.read(bytes, 0, bytes.length, 5)).isNegative();
  }

  /** Such a text is beyond what the parser takes. */
  @Test
  void aTextBeyondTheLimitIsForTheParser() {
    String text = "t".repeat(JsonLimits.TEXT_LENGTH + 1);
    for (String json : List.of("{\"id\":\"" + text + "\"}", "{\"id\":\"\\n" + text + "\"}")) {
      byte[] bytes = json.getBytes(UTF_8);

      assertThat(plain.read(bytes, 0, bytes.length, 5)).isNegative();
    }
  }

  /** Such a name is beyond what the parser takes. */
  @Test
  void aLongNameIsForTheParserAlsoWhereNobodyWantsIt() {
    String name = "n".repeat(JsonLimits.NAME_LENGTH + 1);
    byte[] bytes = ("{\"other\":{\"" + name + "\":1}}").getBytes(UTF_8);

    assertThat(plain.read(bytes, 0, bytes.length, 5)).isNegative();
  }
}
