package dev.sluice.core.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The parser of any JSON is the judge of what is found without it. */
class PlainScanPropertyTest {
  private static final List<FieldType> TYPES =
      List.of(
          FieldType.STRING,
          FieldType.INT,
          FieldType.LONG,
          FieldType.FLOAT,
          FieldType.DOUBLE,
          FieldType.BOOLEAN,
          FieldType.DATE,
          FieldType.TIMESTAMP);

  private static RecordScanner scanner(Random random) {
    List<Field> fields = new ArrayList<>();
    fields.add(new Field("id", FieldType.STRING, true));
    fields.add(new Field("t", FieldType.TIMESTAMP, random.nextBoolean()));
    List<String> others = List.of("n", "d", "/a/b", "/a/a/n", "b", "x", "ä", "/0/id", "long name");
    for (String from : others) {
      FieldType type = TYPES.get(random.nextInt(TYPES.size()));
      fields.add(new Field("f" + fields.size(), type, random.nextInt(8) == 0, pointer(from)));
    }
    return new RecordScanner(new RecordSpec("id", "t", "id", new Schema(fields)));
  }

  private static String pointer(String name) {
    return name.startsWith("/") ? name : "/" + name;
  }

  /** A line end before a record is blank for the parser, and strange for the cursor. */
  @Property(tries = 20_000)
  void findsWhatTheParserFinds(@ForAll long seed) {
    Random random = new Random(seed);
    RecordScanner scanner = scanner(random);
    RecordScanner parsing = scanner(new Random(seed));
    String first = RandomJson.object(random);
    for (int i = 0; i < 3; i++) {
      byte[] json = RandomJson.damaged(first.getBytes(UTF_8), random);
      byte[] strange = new byte[json.length + 1];
      strange[0] = '\n';
      System.arraycopy(json, 0, strange, 1, json.length);
      assertThat(found(scanner.scan(json, 0, json.length)))
          .as(new String(json, UTF_8))
          .isEqualTo(found(parsing.scan(strange, 0, strange.length)));
    }
  }

  /** With the same beginning and as many bytes modulo 4, by which encodings are told apart. */
  @Property(tries = 5_000)
  void findsInForeignJsonWhatTheParserFinds(@ForAll long seed) {
    Random random = new Random(seed);
    RecordScanner scanner = scanner(random);
    RecordScanner parsing = scanner(new Random(seed));
    String object = new ForeignJson(random).object();
    byte[] json = object.getBytes(ISO_8859_1);
    byte[] strange = object.replaceFirst("}$", "\n\n\n\n}").getBytes(ISO_8859_1);

    RecordScan found = scanner.scan(json, 0, json.length);
    RecordScan parsed = parsing.scan(strange, 0, strange.length);

    assertThat(found(found)).as(object).isEqualTo(found(parsed));
    assertThat(found.rejection()).as(object).isEqualTo(parsed.rejection());
  }

  private static String found(RecordScan scan) {
    return scan.isValid()
        ? scan.time() + " " + scan.timeMillis() + " " + scan.unreadTime()
        : "rejected";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"wt-1\",\"n\":5,\"t\":\"2026-06-01T00:00:00Z\"}",
        " { \"t\": 1780000000, \"other\": [1, {\"a\": \"]\"}], \"id\": \"\\u00e9\", \"a\": {\"b\":"
            + " 7} } \n",
      })
  void recordsOfStreamsNeedNoParser(String json) {
    PathTree<BoundField> fields = new PathTree<>();
    List<Field> declared =
        List.of(
            new Field("id", FieldType.STRING, true),
            new Field("t", FieldType.TIMESTAMP, true),
            new Field("b", FieldType.LONG, false, "/a/b"));
    RecordSpec spec = new RecordSpec("id", "t", "id", new Schema(declared));
    List<BoundField> bound = new ArrayList<>();
    for (Field field : declared) {
      bound.add(new BoundField(field, bound.size(), spec));
      fields.add(field.path(), bound.get(bound.size() - 1));
    }
    byte[] bytes = json.getBytes(UTF_8);

    PlainScan plain = new PlainScan(fields, bound.subList(0, 2), new boolean[3], new RecordScan());

    assertThat(plain.takes(bytes, 0, bytes.length)).isTrue();
  }
}
