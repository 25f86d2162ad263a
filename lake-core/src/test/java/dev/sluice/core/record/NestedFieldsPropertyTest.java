package dev.sluice.core.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.TimeFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Fields by pointers, as a tree of the whole record has them. */
class NestedFieldsPropertyTest {
  private static final ObjectMapper TREES = new ObjectMapper();
  private static final Arbitrary<String> NAMES =
      Arbitraries.of("a", "b", "0", "1", "c/d", "e~f", "ü");

  @Provide
  Arbitrary<Schema> schemas() {
    Arbitrary<String> pointer =
        NAMES
            .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(parts -> String.join("", parts));
    return pointer.list().ofMinSize(1).ofMaxSize(8).map(NestedFieldsPropertyTest::schema);
  }

  /** Of those that have places of their own. */
  private static Schema schema(List<String> pointers) {
    List<Field> fields = new ArrayList<>();
    for (String pointer : pointers) {
      FieldType type = fields.size() % 2 == 0 ? FieldType.STRING : FieldType.LONG;
      Field field = new Field("f" + fields.size(), type, fields.size() % 3 == 0, pointer);
      List<Field> with = new ArrayList<>(fields);
      with.add(field);
      if (with.stream().allMatch(each -> Schema.clash(with, each).isEmpty())) {
        fields.add(field);
      }
    }
    return new Schema(fields);
  }

  @Provide
  Arbitrary<List<String>> records() {
    return object(3).list().ofMinSize(1).ofMaxSize(4);
  }

  private static Arbitrary<String> object(int depth) {
    Arbitrary<String> field =
        Combinators.combine(NAMES, value(depth)).as((name, value) -> "\"" + name + "\":" + value);
    return field.list().ofMaxSize(5).map(each -> "{" + String.join(",", each) + "}");
  }

  private static Arbitrary<String> value(int depth) {
    Arbitrary<String> scalar = Arbitraries.of("1", "-20", "\"x\"", "\"\"", "null", "true", "\"1\"");
    return depth == 0
        ? scalar
        : Arbitraries.oneOf(
            scalar,
            object(depth - 1),
            value(depth - 1).list().ofMaxSize(3).map(each -> "[" + String.join(",", each) + "]"));
  }

  @Property(tries = 2_000)
  void rulesSeeWhatLiesThere(
      @ForAll("schemas") Schema schema, @ForAll("records") List<String> records)
      throws IOException {
    SlotLayout layout = new SlotLayout(schema);
    schema.fields().forEach(field -> layout.slotOf(field.name()));
    SlotReader reader = new SlotReader(layout);
    Slots slots = new Slots(layout.size());
    for (String record : records) {
      byte[] data = record.getBytes(UTF_8);
      JsonNode tree = TREES.readTree(record);

      assertThat(reader.read(data, 0, data.length, slots)).isTrue();
      for (Field field : schema.fields()) {
        JsonNode value = tree.at(FieldPath.pointer(field.from()));
        int slot = layout.slotOf(field.name());
        boolean isThere = value.isValueNode() && !value.isNull();
        assertThat(slots.text(slot)).as(field.shown()).isEqualTo(isThere ? value.asText() : null);
        assertThat(slots.isNumber(slot)).isEqualTo(value.isNumber());
      }
    }
  }

  @Property(tries = 2_000)
  void theCheckSeesWhatLiesThere(
      @ForAll("schemas") Schema schema, @ForAll("records") List<String> records)
      throws IOException {
    List<Field> fields = new ArrayList<>(schema.fields());
    fields.add(new Field("time", FieldType.TIMESTAMP, false));
    String any = fields.get(0).name();
    RecordSpec spec =
        new RecordSpec(
            new RecordSpec.Id(List.of(any), true),
            "time",
            any,
            new Schema(fields),
            TimeFormat.USUAL,
            Packing.PLAIN);
    RecordScanner scanner = new RecordScanner(spec);
    for (String record : records) {
      JsonNode tree = TREES.readTree(record);
      byte[] data = tree.toString().getBytes(UTF_8); // of a doubled field each value is checked

      assertThat(scanner.scan(data, 0, data.length).isValid())
          .as(schema.fields().stream().map(Field::shown).collect(Collectors.joining(", ")))
          .isEqualTo(schema.fields().stream().allMatch(field -> isGood(field, tree)));
    }
  }

  private static boolean isGood(Field field, JsonNode tree) {
    JsonNode value = tree.at(FieldPath.pointer(field.from()));
    if (value.isMissingNode() || value.isNull()) {
      return !field.required();
    }
    return field.type() == FieldType.STRING ? value.isTextual() : value.isIntegralNumber();
  }

  @Example
  void onlyThePointerCounts() {
    Schema schema = new Schema(List.of(new Field("temp", FieldType.DOUBLE, true, "/metrics/temp")));
    SlotLayout layout = new SlotLayout(schema);
    int slot = layout.slotOf("temp");
    Slots slots = new Slots(layout.size());
    byte[] both = "{\"temp\":1,\"metrics\":{\"temp\":2},\"temp\":3}".getBytes(UTF_8);
    byte[] twice = "{\"metrics\":{\"temp\":2},\"metrics\":{}}".getBytes(UTF_8);

    assertThat(new SlotReader(layout).read(both, 0, both.length, slots)).isTrue();
    assertThat(slots.text(slot)).isEqualTo("2");
    assertThat(new SlotReader(layout).read(twice, 0, twice.length, slots)).isTrue();
    assertThat(slots.text(slot)).isNull();
  }
}
