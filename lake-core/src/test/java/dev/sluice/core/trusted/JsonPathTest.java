package dev.sluice.core.trusted;

import static dev.sluice.core.trusted.TableLake.JSON;
import static dev.sluice.core.trusted.TableLake.column;
import static dev.sluice.core.trusted.TableLake.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TrustedTable.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonPathTest {
  @TempDir Path folder;

  private String row(String rest, Column... columns) throws IOException {
    Column[] all = new Column[columns.length + 1];
    all[0] = id();
    System.arraycopy(columns, 0, all, 1, columns.length);
    TableLake lake = new TableLake(folder, JSON, all).put("{\"id\":1," + rest + "}");
    return lake.rows().get(0).substring(2);
  }

  private static Column number(String from) {
    return column("c" + Integer.toHexString(from.hashCode()), FieldType.DOUBLE, from);
  }

  private static Column joined(String from, String between) {
    ColumnRule rule = new ColumnRule(Optional.of("none"), Optional.of(between), Optional.empty());
    return new Column(
        "j" + Integer.toHexString((from + between).hashCode()),
        FieldType.STRING,
        from,
        rule,
        false,
        true,
        "");
  }

  @Test
  void readsValuesInObjectsAndArrays() throws IOException {
    assertThat(
            row(
                "\"data\":{\"time\":7,\"values\":{\"t\":21.5,\"w\":[3,[4,5],{\"x\":6}]}}",
                number("/data/values/t"),
                number("/data/values/w/0"),
                number("/data/values/w/1/1"),
                number("/data/values/w/2/x"),
                number("/data/time"),
                number("/id")))
        .isEqualTo("21.5|3.0|5.0|6.0|7.0|1.0");
  }

  @Test
  void givesNullForWhatIsNotThereOrOfAnotherShape() throws IOException {
    for (String rest :
        new String[] {
          "\"x\":1",
          "\"a\":1",
          "\"a\":null",
          "\"a\":[]",
          "\"a\":{}",
          "\"a\":{\"b\":{}}",
          "\"a\":{\"b\":[1]}",
          "\"a\":[{\"b\":1}]",
          "\"a\":{\"b\":1},\"a\":{\"c\":2}",
          "\"a\":{\"b\":1},\"a\":3"
        }) {
      assertThat(row(rest, number("/a/b"))).as(rest).isEqualTo("-");
    }
  }

  @Test
  void takesTheLastOfAFieldThatComesTwice() throws IOException {
    assertThat(row("\"a\":{\"b\":1,\"b\":2},\"a\":{\"b\":3}", number("/a/b"))).isEqualTo("3.0");
  }

  @Test
  void readsEscapedNamesAndNamesOfDigits() throws IOException {
    assertThat(row("\"a/b\":{\"~\":{\"0\":4}}", number("/a~1b/~0/0"))).isEqualTo("4.0");
  }

  @Test
  void feedsAFieldAndWhatLiesInIt() throws IOException {
    Column whole = column("whole", FieldType.STRING, "a");
    assertThat(row("\"a\":5", whole, number("/a/b"))).isEqualTo("5|-");
    assertThat(row("\"a\":{\"b\":6}", whole, number("/a/b"))).isEqualTo("-|6.0");
  }

  @Test
  void joinsTheItemsOfAnArray() throws IOException {
    assertThat(
            row(
                "\"g\":[\"Terror\",2,true,null,[9],{\"a\":9},\"\",\"ü\"]",
                joined("g", ", "),
                joined("g", "")))
        .isEqualTo("Terror, 2, true, , ü|Terror2trueü");
    assertThat(row("\"g\":{\"h\":[1.50,\"b\"]}", joined("/g/h", "-"), number("/g/h/0")))
        .isEqualTo("1.50-b|1.5");
  }

  @Test
  void joinsNothingToNull() throws IOException {
    for (String value : new String[] {"[]", "[null,[1]]", "null", "{\"a\":1}", "[\"none\"]"}) {
      assertThat(row("\"g\":" + value, joined("g", ", "))).as(value).isEqualTo("-");
    }
    assertThat(row("\"g\":\"a\"", joined("g", ", "))).isEqualTo("a");
    assertThat(row("\"g\":[\"\"]", joined("g", ", "))).isEqualTo("");
  }

  @Test
  void joinsOnlyTheLastOfAnArrayThatComesTwice() throws IOException {
    assertThat(row("\"g\":[1,2],\"g\":[3]", joined("g", ","))).isEqualTo("3");
    assertThat(row("\"g\":[1,2],\"g\":[]", joined("g", ","))).isEqualTo("-");
  }

  @Test
  void readsTextsByTheirPattern() throws IOException {
    ColumnRule day =
        new ColumnRule(
            Optional.of("0000"),
            Optional.empty(),
            Optional.of(new TimeFormat(TimeFormat.Form.PATTERN, "dd/MM/yyyy", Optional.empty())));
    Column made = new Column("made", FieldType.DATE, "d", day, false, true, "");
    Column moment = new Column("moment", FieldType.TIMESTAMP, "d", day, false, true, "");
    assertThat(row("\"d\":\"31/12/2025\"", made, moment))
        .isEqualTo("2025-12-31|2025-12-31T00:00:00Z");
    for (String value :
        new String[] {"\"31/02/2025\"", "\"2025-12-31\"", "\"\"", "\"0000\"", "5"}) {
      assertThat(row("\"d\":" + value, made, moment)).as(value).isEqualTo("-|-");
    }
  }

  @Test
  void takesTheTextOfNullIfAndAnEmptyNumberAsNull() throws IOException {
    ColumnRule minus = new ColumnRule(Optional.of("-1"), Optional.empty(), Optional.empty());
    Column number = new Column("n", FieldType.INT, "n", minus, false, true, "");
    assertThat(row("\"n\":-1", number)).isEqualTo("-");
    assertThat(row("\"n\":\"-1\"", number)).isEqualTo("-");
    assertThat(row("\"n\":\"\"", number)).isEqualTo("-");
    assertThat(row("\"n\":\"-10\"", number)).isEqualTo("-10");
  }
}
