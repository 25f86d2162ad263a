package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.iceberg.TablePreparation.Prepared;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablePreparationTest {
  private static final Column ID = new Column("id", FieldType.STRING, "id", true, "unique");
  private static final Column READING =
      new Column("reading", FieldType.DOUBLE, "reading", false, "");
  private static final Column TIME =
      new Column("event_time", FieldType.TIMESTAMP, "time", false, "");
  private static final Column COUNT = new Column("count", FieldType.INT, "count", false, "");

  @TempDir Path folder;
  private final InMemoryMetadataCatalog catalog = new InMemoryMetadataCatalog();
  private IceFarm farm;
  private MadeUnit made;

  @BeforeEach
  void aTableWithRows() throws IOException {
    farm = new IceFarm(folder, new InMemoryObjectStore(), catalog);
    TableLayout layout = farm.prepare();
    made = farm.unit(layout, 0, "a", IceFarm.readings(0, "a", 2));
    farm.commit("run-1", made);
  }

  private static TableDesign design(Map<String, String> renamed, Column... columns) {
    return TableDesign.of(IceFarm.table(columns), IceFarm.DAY, renamed, IceFarm.LOCATION);
  }

  private String refusal(TableDesign design) throws IOException {
    return ((Prepared.Refused)
            new TablePreparation(farm.lake, TableKeeping.DEFAULT).prepare(design))
        .reason();
  }

  private List<String> columns() throws IOException {
    return farm.open().schema().columns().stream().map(Types.NestedField::name).toList();
  }

  private Record row() throws IOException {
    return farm.rows().get("0-1a");
  }

  @Test
  void aTableThatIsAsDesignedIsNotChanged() throws IOException {
    String before = catalog.read("readings").orElseThrow().version();
    farm.prepare();
    assertThat(catalog.read("readings").orElseThrow().version()).isEqualTo(before);
  }

  @Test
  void theCatalogShowsColumns() {
    assertThat(catalog.shown("readings").columns())
        .extracting(column -> column.name() + " " + column.type())
        .containsExactly("id string", "reading double", "event_time timestamp", "count int");
  }

  @Test
  void anAddedColumnIsNullInOldRows() throws IOException {
    Column place = new Column("place", FieldType.STRING, "place", false, "where");
    farm.prepare(design(Map.of(), ID, READING, TIME, COUNT, place));
    assertThat(row().getField("place")).isNull();
    assertThat(row().getField("count")).isEqualTo(1);
  }

  @Test
  void aRenamedColumnKeepsItsValues() throws IOException {
    Column power = new Column("power", FieldType.DOUBLE, "reading", false, "");
    farm.prepare(design(Map.of("power", "reading"), ID, power, TIME, COUNT));
    assertThat(row().getField("power")).isEqualTo(1.0);
    farm.prepare(design(Map.of("power", "reading"), ID, power, TIME, COUNT));
    assertThat(columns()).containsExactly("id", "power", "event_time", "count");
  }

  @Test
  void theTimeOfThePartitionsCanBeRenamed() throws IOException {
    Column at = new Column("at", FieldType.TIMESTAMP, "time", false, "");
    TableSpec spec = new TableSpec(List.of(TableSpec.field("day(at)")));
    TrustedTable table = IceFarm.table(ID, READING, at, COUNT);
    farm.prepare(TableDesign.of(table, spec, Map.of("at", "event_time"), IceFarm.LOCATION));
    assertThat(columns()).containsExactly("id", "reading", "at", "count");
  }

  @Test
  void aDroppedColumnGoesAndComesBackEmpty() throws IOException {
    farm.prepare(design(Map.of(), ID, TIME, COUNT));
    assertThat(columns()).containsExactly("id", "event_time", "count");
    farm.prepare(design(Map.of(), ID, READING, TIME, COUNT));
    assertThat(row().getField("reading")).isNull();
  }

  @Test
  void anIntBecomesALong() throws IOException {
    Column wide = new Column("count", FieldType.LONG, "count", false, "");
    farm.prepare(design(Map.of(), ID, READING, TIME, wide));
    assertThat(row().getField("count")).isEqualTo(1L);
  }

  @Test
  void columnsAreReordered() throws IOException {
    Column place = new Column("place", FieldType.STRING, "place", false, "");
    farm.prepare(design(Map.of(), ID, place, COUNT, TIME, READING));
    assertThat(columns()).containsExactly("id", "place", "count", "event_time", "reading");
    assertThat(row().getField("reading")).isEqualTo(1.0);
  }

  @Test
  void renamedWidenedAndReorderedAtOnce() throws IOException {
    Column many = new Column("many", FieldType.LONG, "count", false, "how many");
    Column place = new Column("place", FieldType.STRING, "place", false, "");
    farm.prepare(design(Map.of("many", "count"), many, place, TIME, ID));
    assertThat(columns()).containsExactly("many", "place", "event_time", "id");
  }

  @Test
  void columnsOfOthersStay() throws IOException {
    farm.open().updateSchema().addColumn("theirs", Types.StringType.get()).commit();
    farm.prepare(design(Map.of(), ID, TIME, READING));
    assertThat(columns()).containsExactly("id", "event_time", "reading", "theirs");
    Column place = new Column("place", FieldType.STRING, "place", false, "");
    farm.prepare(design(Map.of(), ID, TIME, READING, place));
    assertThat(columns()).containsExactly("id", "event_time", "reading", "place", "theirs");
  }

  @Test
  void aNarrowerOrAnotherTypeIsRefused() throws IOException {
    Column text = new Column("count", FieldType.STRING, "count", false, "");
    assertThat(refusal(design(Map.of(), ID, READING, TIME, text)))
        .contains("column 'count' is to be string and is int")
        .contains("another name");
    assertThat(columns()).hasSize(4);
  }

  @Test
  void otherPartitionsAreRefused() throws IOException {
    TableSpec hours = new TableSpec(List.of(TableSpec.field("hour(event_time)")));
    assertThat(refusal(TableDesign.of(IceFarm.TABLE, hours, Map.of(), IceFarm.LOCATION)))
        .contains("hour(event_time)")
        .contains("can't be changed");
  }

  @Test
  void theColumnOfThePartitionsCanNotBeDropped() throws IOException {
    TableSpec none = TableSpec.NONE;
    assertThat(
            refusal(
                TableDesign.of(
                    IceFarm.table(ID, READING, COUNT), none, Map.of(), IceFarm.LOCATION)))
        .contains("'event_time' can't be dropped");
  }

  @Test
  void rowsAreWrittenUnderTheNewColumns() throws IOException {
    Column power = new Column("power", FieldType.DOUBLE, "reading", false, "");
    TrustedTable table = IceFarm.table(ID, power, TIME, COUNT);
    TableLayout layout =
        farm.prepare(
            TableDesign.of(table, IceFarm.DAY, Map.of("power", "reading"), IceFarm.LOCATION));
    assertThat(layout.schema().findField("power").fieldId()).isEqualTo(2);
  }

  @Test
  void aTableOfAnotherFormatStaysUntilItsRowsAreConverted() throws IOException {
    InMemoryMetadataCatalog plain = new InMemoryMetadataCatalog();
    plain.makePlain("readings");
    IceFarm other = new IceFarm(folder, new InMemoryObjectStore(), plain);
    assertThat(new TablePreparation(other.lake, TableKeeping.DEFAULT).prepare(IceFarm.design()))
        .isInstanceOf(TablePreparation.Prepared.Refused.class);
    assertThat(plain.read("readings").orElseThrow().isIceberg()).isFalse();
  }
}
