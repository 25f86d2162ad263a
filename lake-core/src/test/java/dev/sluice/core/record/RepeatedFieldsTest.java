package dev.sluice.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tables' reader has the same rule; its tests are with it. */
class RepeatedFieldsTest {
  private static final RecordSpec SPEC =
      new RecordSpec(
          "id",
          "time",
          "id",
          new Schema(
              List.of(
                  new Field("id", FieldType.STRING, true),
                  new Field("time", FieldType.TIMESTAMP, false))));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      value = {
        "{\"id\":\"a\",\"id\":\"b\"} | b",
        "{\"id\":\"a\",\"id\":\"b\",\"id\":\"c\"} | c",
        "{\"id\":null,\"id\":\"b\"} | b",
        "{\"id\":\"a\",\"id\":null} | null",
        "{\"i\\u0064\":\"a\",\"id\":\"b\"} | b",
        "{\"id\":\"a\",\"x\":{\"id\":\"b\"}} | a",
      })
  void theLastValueCountsForTheCheckAndForRules(String json, String id) {
    byte[] data = json.getBytes(UTF_8);
    SlotLayout layout = new SlotLayout(SPEC.schema());
    int slot = layout.slotOf("id");
    Slots slots = new Slots(layout.size());
    RecordScan scan = new RecordScanner(SPEC).scan(data, 0, data.length);

    assertThat(new SlotReader(layout).read(data, 0, data.length, slots)).isTrue();
    assertThat(slots.text(slot)).isEqualTo(id);
    assertThat(scan.isValid()).isEqualTo(id != null);
  }
}
