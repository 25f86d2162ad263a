package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.TableGate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that others made under the name of a pipeline's. */
class TableOfOthersTest {
  private static final TrustedTable TABLE = FarmRuns.table(IceFarm.DAY);
  private static final Schema SCHEMA = IceFarm.design().schema();

  @TempDir Path folder;
  private FarmRuns runs;

  @BeforeEach
  void makeALake() throws IOException {
    runs = new FarmRuns(folder);
    runs.put(1, 1, "a", "a1");
  }

  private void make(Schema schema, String location, Map<String, String> properties)
      throws IOException {
    PartitionSpec spec = IceFarm.design().spec(schema);
    runs.farm
        .lake
        .look("readings")
        .commit(null, TableMetadata.newTableMetadata(schema, spec, location, properties));
  }

  private void addRows() throws IOException {
    TableLayout layout = TableLayout.of(runs.farm.lake.look("readings").current());
    MadeUnit unit = runs.farm.unit(layout, 3, "theirs", IceFarm.readings(3, "theirs", 2));
    runs.farm.open().newAppend().appendFile(unit.files().get(0)).commit();
  }

  /** Nothing is done to the table. */
  private String refusal() throws IOException {
    String before = runs.catalog.read("readings").orElseThrow().version();
    TableGate gate = runs.run("1", TABLE).gate();
    assertThat(runs.catalog.read("readings").orElseThrow().version()).isEqualTo(before);
    return ((TableGate.Refused) gate).reason();
  }

  private void makes(String... ids) throws IOException {
    FarmRuns.Invocation run = runs.run("1", TABLE);
    assertThat(run.gate()).isEqualTo(TableGate.OPEN);
    assertThat(run.make()).hasOnlyElementsOfType(PartitionOutcome.Rewritten.class);
    assertThat(runs.farm.rows()).containsOnlyKeys(ids);
  }

  @Test
  void aTableOfTheSameNameWithRowsOfOthersIsLeftToThem() throws IOException {
    make(SCHEMA, IceFarm.LOCATION, Map.of("history.expire.min-snapshots-to-keep", "1000"));
    addRows();
    assertThat(refusal())
        .contains("'readings': somebody else made it, and it has rows of theirs")
        .contains("another name");
    assertThat(runs.farm.rows()).hasSize(2);
  }

  @Test
  void aTableInAFolderWithOthersIsLeftSoThatTheyAreNoOrphans() throws IOException {
    make(SCHEMA, "s3://lake/trusted/farm", Map.of());
    assertThat(refusal())
        .contains("it lies in 's3://lake/trusted/farm' and is to lie in '" + IceFarm.LOCATION);
  }

  @Test
  void anEmptyTableOfVersion1IsTakenAndBecomesOneOfVersion2() throws IOException {
    make(SCHEMA, IceFarm.LOCATION, Map.of("format-version", "1"));
    makes("a1");
    assertThat(runs.farm.lake.look("readings").current().formatVersion()).isEqualTo(2);
  }

  @Test
  void columnsThatMustHaveAValueMayBeNullInWhatRunsMake() throws IOException {
    List<NestedField> fields =
        SCHEMA.columns().stream()
            .map(field -> NestedField.from(field).asRequired().build())
            .toList();
    make(new Schema(fields), IceFarm.LOCATION, Map.of());
    makes("a1");
    assertThat(runs.farm.open().schema().columns()).allMatch(NestedField::isOptional);
  }

  private static Schema and(NestedField... more) {
    List<NestedField> fields = new java.util.ArrayList<>(SCHEMA.columns());
    fields.addAll(List.of(more));
    return new Schema(fields);
  }

  @Test
  void aColumnOfOthersThatMustHaveAValueIsRefused() throws IOException {
    make(and(NestedField.required(9, "batch", Types.StringType.get())), IceFarm.LOCATION, Map.of());
    assertThat(refusal()).contains("column 'batch'").contains("let it be null");
  }

  @Test
  void nestedColumnsOfOthersStay() throws IOException {
    Types.StructType place =
        Types.StructType.of(
            NestedField.optional(10, "id", Types.LongType.get()),
            NestedField.optional(
                11, "tags", Types.ListType.ofOptional(12, Types.StringType.get())));
    make(and(NestedField.optional(9, "place", place)), IceFarm.LOCATION, Map.of());
    makes("a1");
    assertThat(runs.farm.rows().get("a1").getField("place")).isNull();
    assertThat(runs.farm.open().schema().findField("place.tags.element")).isNotNull();
  }

  @Test
  void namesThatDifferInCaseAreNotTwoColumns() throws IOException {
    List<NestedField> fields =
        SCHEMA.columns().stream()
            .map(
                field ->
                    field.name().equals("reading")
                        ? NestedField.from(field).withName("READING").build()
                        : field)
            .toList();
    make(new Schema(fields), IceFarm.LOCATION, Map.of());
    assertThat(refusal()).contains("column 'reading' is called 'READING' by somebody else");
  }

  @Test
  void aColumnOfAnotherTypeIsRefused() throws IOException {
    List<NestedField> fields =
        SCHEMA.columns().stream()
            .map(
                field ->
                    field.name().equals("count")
                        ? NestedField.from(field).ofType(Types.StringType.get()).build()
                        : field)
            .toList();
    make(new Schema(fields), IceFarm.LOCATION, Map.of());
    assertThat(refusal()).contains("column 'count' is to be int and is string");
  }

  @Test
  void otherPartitionsAreRefused() throws IOException {
    PartitionSpec spec = PartitionSpec.builderFor(SCHEMA).bucket("id", 4).build();
    runs.farm
        .lake
        .look("readings")
        .commit(null, TableMetadata.newTableMetadata(SCHEMA, spec, IceFarm.LOCATION, Map.of()));
    assertThat(refusal()).contains("partitions can't be changed");
  }

  @Test
  void aViewIsNotExchangedForATable() throws IOException {
    runs.catalog.makePlain("readings");
    assertThat(refusal()).contains("a view, or a table without a folder");
  }

  @Test
  void metadataMayLieElsewhere() throws IOException {
    make(SCHEMA, IceFarm.LOCATION, Map.of("write.metadata.path", "s3://lake/elsewhere"));
    makes("a1");
    assertThat(runs.catalog.read("readings").orElseThrow().location())
        .startsWith("s3://lake/elsewhere/");
    runs.put(2, 2, "b", "b1");
    assertThat(runs.run("2", TABLE).make()).hasSize(2);
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "b1");
  }
}
