package dev.sluice.core.erase;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.Dialects;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.read.UnreadableRawException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawObjectErasureTest {
  private static final String KEY = "raw/farm/year=2026/month=06/day=01/1";
  private static final TrustedTable TABLE =
      new TrustedTable(
          "things",
          List.of(
              new Column("id", FieldType.STRING, "id", true, ""),
              new Column("who", FieldType.STRING, "/by/name", false, ""),
              new Column("number", FieldType.LONG, "n", false, ""),
              new Column("rate", FieldType.DOUBLE, "rate", false, "")),
          "id",
          List.of(),
          FarmLake.DAY);

  @TempDir Path folder;
  private final InMemoryObjectStore store = new InMemoryObjectStore();

  private long erase(String column, String value, RawFormat format, byte[] content)
      throws IOException {
    store.put(PutObject.of(KEY, content, "text/plain"));
    ObjectInfo listed = store.head(KEY).orElseThrow();
    Input input = new Input(Input.STREAM, FarmLake.RAW, format);
    EraseRequest request = new EraseRequest(column, value, EraseRequest.ALL, false);
    return new RawObjectErasure(store, input, List.of(TABLE), request, folder)
        .erase(listed, is -> store.get(is.key()), object -> {});
  }

  private String without(String column, String value, String content) throws IOException {
    erase(column, value, new RawFormat.Json(), content.getBytes(UTF_8));
    return store.text(KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"id\":\"a\"}~{\"id\":\"b\"}~{\"id\":\"c\"}~ | {\"id\":\"b\"}~{\"id\":\"c\"}~",
        "{\"id\":\"b\"}~{\"id\":\"a\"} | {\"id\":\"b\"}~",
        "{\"id\":\"a\"}~{\"id\":\"a\"}~{\"id\":\"b\"}~ | {\"id\":\"b\"}~",
        "{\"id\":\"b\"}{\"id\":\"a\"}{\"id\":\"c\"} | {\"id\":\"b\"}{\"id\":\"c\"}",
        "[{\"id\":\"a\"},{\"id\":\"b\"},{\"id\":\"c\"}] | [{\"id\":\"b\"},{\"id\":\"c\"}]",
        "[{\"id\":\"b\"},{\"id\":\"a\"},{\"id\":\"c\"}] | [{\"id\":\"b\"},{\"id\":\"c\"}]",
        "[{\"id\":\"b\"},~ {\"id\":\"c\"},~ {\"id\":\"a\"}~] | [{\"id\":\"b\"},~ {\"id\":\"c\"}~]",
        "[~{\"id\":\"a\"}~,{\"id\":\"a\"}~,{\"id\":\"b\"}] | [~{\"id\":\"b\"}]",
        "[{\"id\":\"a\"},{\"id\":\"a\"}] | []",
        "[{\"id\":\"a\"}]~[{\"id\":\"b\"}]~ | []~[{\"id\":\"b\"}]~",
        "{\"id\":\"a\"}~broken \"b\"~{\"id\":\"c\"}~ | broken \"b\"~{\"id\":\"c\"}~",
        "{\"id\":\"b\"}~{\"id\":\"a\", broken~{\"id\":\"c\"}~ | {\"id\":\"b\"}~{\"id\":\"c\"}~",
        "{\"id\":\"b\", \"x\": [1, 2]}~{\"id\":\"aa\"}~ | {\"id\":\"b\", \"x\": [1,"
            + " 2]}~{\"id\":\"aa\"}~"
      })
  void takesARecordOutAndLeavesAllElseAsItIs(String before, String after) throws IOException {
    assertThat(without("id", "a", before.strip().replace('~', '\n')))
        .isEqualTo(after.strip().replace('~', '\n'));
  }

  @Test
  void comparesWhatTheColumnHasOfIt() throws IOException {
    assertThat(without("who", "Ada", "{\"id\":\"1\",\"by\":{\"name\":\"Ad\\u0061\"}}\n")).isEmpty();
    assertThat(without("number", "7", "{\"id\":\"1\",\"n\":7}\n{\"id\":\"2\",\"n\":\"7\"}\n"))
        .isEmpty();
    assertThat(without("number", "7", "{\"id\":\"7\",\"n\":77}\n")).isNotEmpty();
  }

  @Test
  void refusesWhatAColumnCantHave() {
    assertThatThrownBy(() -> without("number", "many", "{}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Column 'number' has no such value: it is a long");
    assertThatThrownBy(() -> without("rate", "1.5", "{}"))
        .hasMessage(
            "Column 'rate' is a double: rows are found by a text, a whole number or a date");
  }

  @Test
  void packsWhatWasPacked() throws IOException {
    byte[] packed = FarmLake.gzip("\uFEFF{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
    assertThat(erase("id", "a", new RawFormat.Json(), packed)).isEqualTo(1);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(store.bytes(KEY)))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("\uFEFF{\"id\":\"b\"}\n");
    }
  }

  @Test
  void takesRowsOutOfCsv() throws IOException {
    RawFormat csv = new RawFormat.Csv(Dialects.in(ISO_8859_1, CsvDialect.of(';')));
    String before = "id;more\na;x\nb;\"Ä;\n\"\"B\"\"\"\nbroken;c;a\nbroken;c;d\n\"a\";y\n";
    assertThat(erase("id", "a", csv, before.getBytes(ISO_8859_1))).isEqualTo(3);
    assertThat(new String(store.bytes(KEY), ISO_8859_1))
        .isEqualTo("id;more\nb;\"Ä;\n\"\"B\"\"\"\nbroken;c;d\n");
  }

  @Test
  void leavesWhatCantBeReadAsItIs() {
    assertThatThrownBy(() -> without("id", "a", "{\"id\":\"a\"}\n{\"id\nbroken\n"))
        .isInstanceOf(UnreadableRawException.class);
    assertThat(store.text(KEY)).contains("\"a\"");
  }

  @Test
  void doesNotOverwriteWhatCameMeanwhile() throws IOException {
    store.put(PutObject.of(KEY, "{\"id\":\"a\"}\n".getBytes(UTF_8), ""));
    ObjectInfo listed = store.head(KEY).orElseThrow();
    RawObjectErasure erasure =
        new RawObjectErasure(
            store,
            new Input(Input.STREAM, FarmLake.RAW, new RawFormat.Json()),
            List.of(TABLE),
            new EraseRequest("id", "a", EraseRequest.ALL, false),
            folder);
    String later = "{\"id\":\"a\"}\n{\"id\":\"b\"}\n";
    long records =
        erasure.erase(
            listed,
            is -> store.get(is.key()),
            object -> store.put(PutObject.of(KEY, later.getBytes(UTF_8), "")));
    assertThat(records).isEqualTo(-1);
    assertThat(store.text(KEY)).isEqualTo(later);
  }

  /** In any form in which records may stand, those that stay are the same, in their order. */
  @Test
  void anyMixOfRecordsLosesThoseAlone() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      StringBuilder before = new StringBuilder();
      StringBuilder kept = new StringBuilder();
      boolean isArray = random.nextBoolean();
      String blank = List.of("", " ", "\n", "\r\n  ", "\t").get(random.nextInt(5));
      int count = random.nextInt(6);
      for (int at = 0; at < count; at++) {
        String id = random.nextBoolean() ? "a" : "b" + at;
        before.append(at == 0 ? "" : isArray ? blank + "," + blank : blank);
        before.append("{\"id\":\"%s\",\"x\":\"},{, ]\"}".formatted(id));
        kept.append(id.equals("a") ? "" : id + " ");
      }
      String content = isArray ? "[" + before + blank + "]" : before.toString();
      assertThat(ids(without("id", "a", content))).as(content).isEqualTo(kept.toString());
    }
  }

  private static String ids(String content) {
    StringBuilder ids = new StringBuilder();
    java.util.regex.Matcher id =
        java.util.regex.Pattern.compile("\"id\":\"(\\w+)\"").matcher(content);
    while (id.find()) {
      ids.append(id.group(1)).append(' ');
    }
    return ids.toString();
  }
}
