package dev.sluice.core.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class RecordJsonTest {
  private static String written(List<String> places, String... values) throws IOException {
    List<Field> fields = new ArrayList<>();
    for (String place : places) {
      String name = place.startsWith("/") ? "f" + fields.size() : place;
      fields.add(new Field(name, FieldType.STRING, false, place));
    }
    RecordBuffer buffer = new RecordBuffer();
    JsonGenerator json = buffer.json();
    new RecordJson(new Schema(fields))
        .write(json, Arrays.asList(values), (field, value) -> json.writeString((String) value));
    return new String(buffer.take(), UTF_8);
  }

  @Example
  void fieldsLieWhereTheirPointersSay() throws IOException {
    assertThat(written(List.of("a", "b"), "1", null)).isEqualTo("{\"a\":\"1\"}");
    assertThat(written(List.of("/m/t", "id", "/m/h"), "1", "2", "3"))
        .isEqualTo("{\"m\":{\"t\":\"1\",\"h\":\"3\"},\"id\":\"2\"}");
    assertThat(written(List.of("/m/t", "id"), null, "2")).isEqualTo("{\"id\":\"2\"}");
  }

  @Example
  void placesFromZeroOnAreAnArray() throws IOException {
    List<String> places = List.of("/at/1", "/at/0", "/at/3/x");

    assertThat(written(places, "b", "a", null)).isEqualTo("{\"at\":[\"a\",\"b\"]}");
    assertThat(written(places, null, null, "c"))
        .isEqualTo("{\"at\":[null,null,null,{\"x\":\"c\"}]}");
    assertThat(written(List.of("/at/0", "/at/x"), "a", "b"))
        .isEqualTo("{\"at\":{\"0\":\"a\",\"x\":\"b\"}}");
    assertThat(written(List.of("/at/5000"), "a")).isEqualTo("{\"at\":{\"5000\":\"a\"}}");
  }

  @Property(tries = 300)
  void whatIsWrittenIsFoundThere(@ForAll @Size(6) List<Boolean> isThere) throws IOException {
    List<String> places = List.of("/m/0/a", "/m/0/b", "/m/2", "top", "/o/c~1d/e", "/o/e~0f");
    String[] values = new String[places.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = isThere.get(i) ? "v" + i : null;
    }
    JsonNode tree = new ObjectMapper().readTree(written(places, values));

    for (int i = 0; i < values.length; i++) {
      JsonNode found = tree.at(FieldPath.pointer(places.get(i)));
      assertThat(found.isTextual() ? found.asText() : null).isEqualTo(values[i]);
    }
  }
}
