package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.trusted.TableGate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.expressions.Literal;
import org.apache.iceberg.mapping.MappingUtil;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of pipelines of which others changed more than rows. */
class TableThatOthersChangedTest {
  private static final TrustedTable TABLE = FarmRuns.table(IceFarm.DAY);

  @TempDir Path folder;
  private FarmRuns runs;

  @BeforeEach
  void aTableWithARow() throws IOException {
    runs = new FarmRuns(folder);
    runs.put(1, 1, "a", "a1");
    runs.run("1", TABLE).make();
  }

  private static TrustedTable with(Map<String, String> renamed, String name) {
    List<Column> columns = new ArrayList<>(TABLE.columns());
    columns.set(1, new Column(name, FieldType.DOUBLE, "reading", false, ""));
    return FarmRuns.table(
        columns, new dev.sluice.core.pipeline.TableFormat.Iceberg(IceFarm.DAY, renamed, 7, 20));
  }

  private String refusal() throws IOException {
    return ((TableGate.Refused) runs.run("2", TABLE).gate()).reason();
  }

  private void goesOn() throws IOException {
    runs.put(2, 2, "b", "b1");
    FarmRuns.Invocation run = runs.run("2", TABLE);
    assertThat(run.gate()).isEqualTo(TableGate.OPEN);
    run.make(9);
    assertThat(run.commit()).isEmpty();
    assertThat(runs.farm.rows()).containsKeys("a1", "b1");
  }

  @Test
  void aColumnThatOthersRenamedKeepsItsValues() throws IOException {
    runs.farm.open().updateSchema().renameColumn("reading", "power").commit();
    assertThat(refusal()).contains("somebody else renamed column 'reading' to 'power'");
    assertThat(runs.farm.rows().get("a1").getField("power")).isEqualTo(1.5);
    assertThat(runs.run("3", with(Map.of(), "power")).gate()).isEqualTo(TableGate.OPEN);
    assertThat(runs.farm.rows().get("a1").getField("power")).isEqualTo(1.5);
  }

  @Test
  void aColumnThatOthersDroppedIsNotFilledInHalfOfTheRows() throws IOException {
    runs.farm.open().updateSchema().deleteColumn("reading").commit();
    assertThat(refusal()).contains("somebody else dropped column 'reading'");
  }

  @Test
  void columnsAreKnownByNumbersAlone() throws IOException {
    runs.farm.open().updateProperties().set("sluice.columns", "1,2,3,4").commit();
    goesOn();
    assertThat(runs.farm.open().properties())
        .containsEntry("sluice.columns", "1=id,2=reading,3=event_time,4=count");
  }

  @Test
  void compressedMetadataIsReadAndWritten() throws IOException {
    runs.farm.open().updateProperties().set(TableProperties.METADATA_COMPRESSION, "gzip").commit();
    goesOn();
    goesOn();
    assertThat(runs.catalog.read("readings").orElseThrow().location())
        .endsWith(".gz.metadata.json");
  }

  @Test
  void aBranchOfOthersStays() throws IOException {
    runs.farm.open().manageSnapshots().createBranch("audit").commit();
    MadeUnit theirs =
        runs.farm.unit(runs.farm.prepare(), 4, "theirs", IceFarm.readings(4, "theirs", 2));
    runs.farm.open().newAppend().toBranch("audit").appendFile(theirs.files().get(0)).commit();
    goesOn();
    new TableUpkeep(runs.farm.lake, "readings", new TableKeeping(1, 2))
        .keep(Instant.now().plus(Duration.ofDays(30)));
    new OrphanSweep(runs.farm.lake, "readings").sweep(Instant.now().plus(Duration.ofDays(30)));
    assertThat(runs.keys("trusted/"))
        .contains(runs.farm.lake.io().key(theirs.files().get(0).location()));
    assertThat(runs.farm.open().refs()).containsKey("audit");
    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "b1");
  }

  @Test
  void aTableOfVersion3AndItsDefaultsGoOn() throws IOException {
    runs.farm.open().updateProperties().set(TableProperties.FORMAT_VERSION, "3").commit();
    runs.farm
        .open()
        .updateSchema()
        .addColumn("zone", Types.StringType.get(), null, Literal.of("north"))
        .addRequiredColumn("rank", Types.IntegerType.get(), null, Literal.of(7))
        .commit();
    goesOn();
    assertThat(runs.farm.rows().get("a1").getField("zone")).isEqualTo("north");
    assertThat(runs.farm.rows().get("b1").getField("zone")).isEqualTo("north");
    assertThat(runs.farm.rows().get("b1").getField("rank")).isEqualTo(7);
  }

  @Test
  void aMappingOfNamesFollowsARename() throws IOException {
    String mapping = NameMappingParser.toJson(MappingUtil.create(runs.farm.open().schema()));
    runs.farm.open().updateProperties().set(TableProperties.DEFAULT_NAME_MAPPING, mapping).commit();
    runs.run("2", with(Map.of("power", "reading"), "power")).gate();
    assertThat(
            NameMappingParser.fromJson(
                    runs.farm.open().properties().get(TableProperties.DEFAULT_NAME_MAPPING))
                .find("power")
                .names())
        .contains("reading", "power");
  }

  @Test
  void filesThatOthersPutElsewhereStayTheirs() throws IOException {
    runs.farm
        .open()
        .updateProperties()
        .set(TableProperties.OBJECT_STORE_ENABLED, "true")
        .set(TableProperties.WRITE_DATA_LOCATION, "s3://lake/others")
        .commit();
    goesOn();
    assertThat(runs.keys("others/")).isEmpty();
  }

  /** As Spark with Hadoop's file system names files. */
  @Test
  void aFileThatIsNamedByAnotherSchemeIsNotAnOrphan() throws IOException {
    DataFile ours =
        runs.farm.unit(runs.farm.prepare(), 4, "t", IceFarm.readings(4, "t", 2)).files().get(0);
    DataFile named =
        DataFiles.builder(runs.farm.open().spec())
            .copy(ours)
            .withPath(ours.location().replace("s3://", "s3a://"))
            .build();
    runs.farm.open().newAppend().appendFile(named).commit();
    new OrphanSweep(runs.farm.lake, "readings").sweep(Instant.now().plus(Duration.ofDays(9)));
    assertThat(runs.keys("trusted/")).contains(runs.farm.lake.io().key(ours.location()));
  }

  @Test
  void nothingIsDeletedWhereSomebodyHasForbiddenIt() throws IOException {
    runs.farm.open().updateProperties().set(TableProperties.GC_ENABLED, "false").commit();
    goesOn();
    List<String> before = runs.keys("trusted/");
    new TableUpkeep(runs.farm.lake, "readings", new TableKeeping(1, 2))
        .keep(Instant.now().plus(Duration.ofDays(30)));
    int orphans =
        new OrphanSweep(runs.farm.lake, "readings").sweep(Instant.now().plus(Duration.ofDays(9)));
    assertThat(orphans).isZero();
    assertThat(runs.keys("trusted/")).containsAll(before);
  }
}
