package dev.sluice.core.alert.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.alert.Pipelines;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.record.SlotLayout;
import dev.sluice.core.record.SlotReader;
import dev.sluice.core.record.Slots;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"data\": 35.1}|true",
        "{\"data\": 35}|false",
        "{\"data\": 36}|true",
        "{\"data\": 3.6e1}|true",
        "{\"data\": -36}|false",
        "{\"data\": 1e999}|true",
        "{\"data\": \"36\"}|false",
        "{\"data\": null}|false",
        "{\"data\": true}|false",
        "{\"data\": [36]}|false",
        "{\"data\": {\"data\": 36}}|false",
        "{\"other\": {\"data\": 36}}|false",
        "{}|false",
        "{\"data\": 36, \"data\": 1}|false",
        "{\"data\": 36, \"data\": null}|false",
        "  {\"data\": 36} |true",
      })
  void aboveComparesNumbersOnly(String json, boolean expected) {
    assertThat(holds(new Condition.OutsideBand("data", Band.upTo(35)), json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"9.9, true", "10, false", "20, false", "35, false", "35.1, true"})
  void outsideTakesItsLimitsAsInside(String value, boolean expected) {
    assertThat(
            holds(new Condition.OutsideBand("data", new Band(10, 35)), "{\"data\":" + value + "}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"9.9, true", "10, false", "11, false"})
  void belowIsStrict(String value, boolean expected) {
    assertThat(holds(new Condition.OutsideBand("data", Band.from(10)), "{\"data\":" + value + "}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "type|é\"x|{\"type\": \"\\u00e9\\\"x\"}|true",
        "type|é\"x|{\"type\": \"é\"}|false",
        "type|7|{\"type\": 7}|true",
        "type|null|{\"type\": null}|false",
        "state|1|{\"state\": 1.0}|true",
        "state|1|{\"state\": 2}|false",
        "state|1|{\"state\": \"1\"}|false",
        "open|true|{\"open\": true}|true",
        "open|true|{\"open\": false}|false",
      })
  void equalsComparesNumbersAsNumbersAndTheRestAsText(
      String field, String value, String json, boolean expected) {
    assertThat(holds(new Condition.Equals(field, value), json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"overheat, true", "heat, true", "he, false", "heater, true", "'', false"})
  void containsFindsTheTextAnywhere(String text, boolean expected) {
    assertThat(holds(new Condition.Contains("type", "heat"), "{\"type\":\"" + text + "\"}"))
        .isEqualTo(expected);
  }

  @Test
  void allNeedsEachAndAnyNeedsOne() {
    Condition pressure = new Condition.Equals("type", "pressure");
    Condition high = new Condition.OutsideBand("data", Band.upTo(80));
    String both = "{\"type\":\"pressure\",\"data\":81}";
    String one = "{\"type\":\"pressure\",\"data\":79}";
    assertThat(holds(new Condition.All(List.of(pressure, high)), both)).isTrue();
    assertThat(holds(new Condition.All(List.of(pressure, high)), one)).isFalse();
    assertThat(holds(new Condition.Any(List.of(high, pressure)), one)).isTrue();
    assertThat(holds(new Condition.Any(List.of(high, pressure)), "{}")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "1",
        "{\"data\":",
        "{\"data\":1} x",
        "{\"data\":1}{}",
        "{\"data\":1} 1",
        "{\"data\":1} \"x}",
        "{\"data\":1} tru",
        "{\"data\":[{\"x\":",
        "{\"data\":[1,{\"x\":[]}]]}",
        "{\"da",
        "{\"data\":1,}",
        "null",
        "{\"data\":1"
      })
  void whatIsNotOneJsonObjectIsNotReadAndTheNextIs(String json) {
    Bound bound = bind(new Condition.OutsideBand("data", Band.upTo(0)));
    assertThat(bound.read(json)).isFalse();
    assertThat(bound.read("{\"data\":5}")).isTrue();
    assertThat(bound.condition.holds(bound.slots)).isTrue();
  }

  @Test
  void bytesThatAreNoUtf8AreNotRead() {
    Bound bound = bind(new Condition.Equals("type", "x"));
    byte[] json = "{\"type\":\"?\"}".getBytes(UTF_8);
    json[9] = (byte) 0xFF;
    assertThat(bound.reader.read(json, 0, json.length, bound.slots)).isFalse();
  }

  @Test
  void readsASliceAndForgetsTheRecordBefore() {
    Bound bound = bind(new Condition.OutsideBand("data", Band.upTo(35)));
    byte[] two = "{\"data\":36}{\"type\":\"x\"}".getBytes(UTF_8);
    assertThat(bound.reader.read(two, 0, 11, bound.slots)).isTrue();
    assertThat(bound.condition.holds(bound.slots)).isTrue();
    assertThat(bound.reader.read(two, 11, 12, bound.slots)).isTrue();
    assertThat(bound.condition.holds(bound.slots)).isFalse();
  }

  @Test
  void aConditionOnAnUndeclaredFieldIsRefused() {
    assertThatThrownBy(() -> bind(new Condition.OutsideBand("speed", Band.upTo(1))))
        .hasMessageContaining("'speed'")
        .hasMessageContaining("not in the schema");
  }

  @Test
  void aLimitForATextIsRefused() {
    assertThatThrownBy(() -> bind(new Condition.OutsideBand("type", Band.from(1))))
        .hasMessageContaining("'type' is of type string");
  }

  @Test
  void aLargeWholeNumberEqualsOnlyItself() {
    Condition far = new Condition.Equals("count", "9007199254740993");
    assertThat(holds(far, "{\"count\":9007199254740992}")).isFalse();
    assertThat(holds(far, "{\"count\":9007199254740993}")).isTrue();
    assertThat(holds(far, "{\"count\":9007199254740993.0}")).isTrue();
    assertThat(holds(far, "{\"count\":9007199254740994}")).isFalse();
    assertThat(
            holds(
                new Condition.Equals("count", Long.toString(Long.MIN_VALUE)),
                "{\"count\":-9223372036854775808}"))
        .isTrue();
    assertThat(holds(new Condition.Equals("state", "1"), "{\"state\":1.0}")).isTrue();
  }

  @Test
  void aNumberThatEqualsNoNumberIsRefused() {
    assertThatThrownBy(() -> bind(new Condition.Equals("data", "hot")))
        .hasMessageContaining("never equals 'hot'");
  }

  @Test
  void conditionsAreTold() {
    Condition condition =
        new Condition.All(
            List.of(
                new Condition.Equals("type", "temperature"),
                new Condition.Any(
                    List.of(
                        new Condition.OutsideBand("data", Band.upTo(35.5)),
                        new Condition.OutsideBand("data", Band.from(-10)),
                        new Condition.Contains("id", "test")))));
    assertThat(ConditionText.describe(condition))
        .isEqualTo(
            "type is temperature and (data above 35.5 or data below -10 or id contains test)");
    assertThat(ConditionText.measuredField(condition)).isEqualTo("data");
  }

  private static boolean holds(Condition condition, String json) {
    Bound bound = bind(condition);
    assertThat(bound.read(json)).isTrue();
    return bound.condition.holds(bound.slots);
  }

  private static Bound bind(Condition condition) {
    SlotLayout layout = new SlotLayout(Pipelines.schema());
    BoundCondition bound = new ConditionBinder(Pipelines.schema(), layout).bind(condition);
    return new Bound(bound, new SlotReader(layout), new Slots(layout.size()));
  }

  private record Bound(BoundCondition condition, SlotReader reader, Slots slots) {
    boolean read(String json) {
      byte[] bytes = json.getBytes(UTF_8);
      return reader.read(bytes, 0, bytes.length, slots);
    }
  }
}
