package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.TableSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Comparators;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random rows of all types, as Iceberg's own readers find them in the files that are written. */
class EveryTypeTest {
  private static final int ROUNDS = 8;

  @TempDir Path folder;
  private IceFarm farm;

  @BeforeEach
  void prepare() {
    farm = new IceFarm(folder);
  }

  private static TableSpec spec(String fields) {
    return new TableSpec(
        fields.isEmpty()
            ? List.of()
            : List.of(fields.split(";")).stream().map(TableSpec::field).toList());
  }

  private List<List<Object>> commit(TableSpec spec, long seed) throws IOException {
    farm = new IceFarm(folder);
    TableLayout layout = farm.prepare(EveryType.design(spec));
    List<List<Object>> rows = new EveryType(seed).rows(1 + (int) (seed % 40));
    Path work = Files.createTempDirectory(folder, "unit-");
    List<DataFile> files = new ArrayList<>();
    for (UnitFiles.WrittenFile file : EveryType.write(layout, rows, work)) {
      String key = farm.lake.io().key(file.file().location());
      byte[] bytes = Files.readAllBytes(file.local());
      farm.store.put(PutObject.of(key, bytes, "application/vnd.apache.parquet"));
      files.add(file.file());
    }
    farm.commit("run", new MadeUnit("all", 0, Map.of(), files));
    return rows;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "day(event_time)",
        "hour(event_time);bucket(4, text)",
        "month(event_time);truncate(3, text)",
        "day(moment)",
        "month(day);bucket(3, content)",
        "bucket(3, event_time)",
        "bucket(3, moment);truncate(1000, small)",
        "bucket(5, large);bucket(5, small)",
        "truncate(7, large);bucket(2, day)",
        "bucket(4, d9);bucket(4, d18)",
        "bucket(4, d20);bucket(4, d38)",
        "d9",
        "d38",
        "text",
        "small",
        "large",
        "day",
        "moment",
        "content"
      })
  void icebergsReadersFindTheRowsTheirPartitionsAndBounds(String fields) throws IOException {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      List<List<Object>> rows = commit(spec(fields), seed);
      Table table = farm.open();
      Map<String, List<Object>> found = new TreeMap<>();
      for (DataFile file : new LiveFiles(farm.lake.io(), metadata()).all()) {
        List<List<Object>> of = records(table, file);
        of.forEach(row -> found.put((String) row.get(0), row));
        partitionsAreThoseOfTheRows(table, file);
      }
      for (DataFile file : withBounds(table)) {
        BoundsCheck.boundsAreThoseOfTheRows(table.schema(), file, records(table, file));
      }
      assertThat(found.values())
          .as("seed %d", seed)
          .usingElementComparator(Comparator.comparing(EveryTypeTest::text))
          .containsExactlyInAnyOrderElementsOf(rows);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "day(event_time)", "truncate(3, text);bucket(3, d38)"})
  void aConditionOnAnyColumnFindsItsRows(String fields) throws IOException {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      List<List<Object>> rows = commit(spec(fields), seed);
      Table table = farm.open();
      for (NestedField field : table.schema().columns()) {
        Comparator<Object> order = Comparators.forType(field.type().asPrimitiveType());
        int column = field.fieldId() - 1;
        Object wanted = rows.get((int) (seed % rows.size())).get(column);
        if (wanted == null || isNaN(wanted)) {
          continue;
        }
        long expected =
            rows.stream()
                .map(row -> row.get(column))
                .filter(value -> value != null && order.compare(value, wanted) == 0)
                .count();
        try (CloseableIterable<Record> found =
            IcebergGenerics.read(table).where(Expressions.equal(field.name(), wanted)).build()) {
          assertThat(found)
              .as("seed %d, %s = %s", seed, field.name(), wanted)
              .hasSize((int) expected);
        }
      }
    }
  }

  private org.apache.iceberg.TableMetadata metadata() throws IOException {
    return farm.lake.look("readings").current();
  }

  private static List<DataFile> withBounds(Table table) throws IOException {
    List<DataFile> files = new ArrayList<>();
    try (var tasks = table.newScan().includeColumnStats().planFiles()) {
      tasks.forEach(task -> files.add(task.file()));
    }
    return files;
  }

  /** Iceberg's rows of a file, with values as it has them inside. */
  private List<List<Object>> records(Table table, DataFile file) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    InternalRecordWrapper view = new InternalRecordWrapper(table.schema().asStruct());
    try (CloseableIterable<Record> records = open(table, file)) {
      for (Record record : records) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < record.size(); i++) {
          row.add(view.wrap(record).get(i, Object.class));
        }
        rows.add(row);
      }
    }
    assertThat(rows).hasSize((int) file.recordCount());
    return rows;
  }

  private CloseableIterable<Record> open(Table table, DataFile file) {
    Schema schema = table.schema();
    return Parquet.read(table.io().newInputFile(file.location()))
        .project(schema)
        .createReaderFunc(type -> GenericParquetReaders.buildReader(schema, type))
        .build();
  }

  private void partitionsAreThoseOfTheRows(Table table, DataFile file) throws IOException {
    PartitionKey key = new PartitionKey(table.spec(), table.schema());
    InternalRecordWrapper view = new InternalRecordWrapper(table.schema().asStruct());
    try (CloseableIterable<Record> records = open(table, file)) {
      for (Record record : records) {
        key.partition(view.wrap(record));
        for (int i = 0; i < key.size(); i++) {
          assertThat(text(file.partition().get(i, Object.class)))
              .isEqualTo(text(key.get(i, Object.class)));
        }
      }
    }
  }

  static boolean isNaN(Object value) {
    return (value instanceof Float || value instanceof Double)
        && Double.isNaN(((Number) value).doubleValue());
  }

  private static String text(Object value) {
    return value instanceof ByteBuffer bytes
        ? java.util.HexFormat.of().formatHex(org.apache.iceberg.util.ByteBuffers.toByteArray(bytes))
        : String.valueOf(value);
  }

  private static String text(List<Object> row) {
    return String.join("|", row.stream().map(EveryTypeTest::text).toList());
  }
}
