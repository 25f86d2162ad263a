package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.trusted.OpenFiles;
import dev.sluice.iceberg.IceFarm.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Into which files the rows of a unit go. */
class UnitFilesTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final long TARGET = 4 << 20;

  @TempDir Path folder;
  private IceFarm farm;

  @BeforeEach
  void prepare() {
    farm = new IceFarm(folder);
  }

  private TableLayout layout(String field) throws IOException {
    TableSpec spec = new TableSpec(List.of(TableSpec.field(field)));
    return farm.prepare(TableDesign.of(IceFarm.TABLE, spec, Map.of(), IceFarm.LOCATION));
  }

  private List<UnitFiles.WrittenFile> write(TableLayout layout, List<Reading> readings)
      throws IOException {
    UnitFiles files = new UnitFiles(IceFarm.TABLE, layout, TARGET);
    return IceFarm.write(IceFarm.TABLE, files, readings, folder);
  }

  private static List<Reading> readings(int count, int characters) {
    Random random = new Random(1);
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder id = new StringBuilder();
      random.ints(characters, 'a', 'z' + 1).forEach(c -> id.append((char) c));
      readings.add(new Reading(id.toString(), i, NOON.plusMillis(i), i));
    }
    return readings;
  }

  @Test
  void aPartitionOverTheTargetHasFilesThatDoNotOverlap() throws IOException {
    List<UnitFiles.WrittenFile> files = write(layout("day(event_time)"), readings(9_000, 1_500));
    assertThat(files).hasSizeGreaterThan(1);
    long last = Long.MIN_VALUE;
    long rows = 0;
    Types.TimestampType type = Types.TimestampType.withZone();
    for (UnitFiles.WrittenFile file : files) {
      assertThat(file.file().fileSizeInBytes()).isLessThan(2 * TARGET);
      assertThat((long) Conversions.fromByteBuffer(type, file.file().lowerBounds().get(3)))
          .isGreaterThan(last);
      last = Conversions.fromByteBuffer(type, file.file().upperBounds().get(3));
      rows += file.file().recordCount();
    }
    assertThat(rows).isEqualTo(9_000);
    assertThat(last).isEqualTo(NOON.plusMillis(8_999).toEpochMilli() * 1_000);
  }

  @Test
  void aPartitionWhoseNameIsTooLongForAKeyHasAFileElsewhere() throws IOException {
    TableLayout layout = layout("id");
    String location = write(layout, readings(1, 2_000)).get(0).file().location();
    assertThat(location).hasSizeLessThan(1_024).startsWith(IceFarm.LOCATION + "/data/");
    String ofShort = write(layout, readings(1, 20)).get(0).file().location();
    assertThat(ofShort).contains("/data/id=");
  }

  /** As on a full disk: what no file is made of takes neither room nor memory any more. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void noFileStaysOpenBehindOneThatCanNotBeCompleted() throws IOException {
    TableLayout layout = layout("hour(event_time)");
    List<Reading> readings = new ArrayList<>();
    for (int hour = 0; hour < 3; hour++) {
      readings.add(new Reading("id" + hour, hour, NOON.plus(Duration.ofHours(hour)), hour));
    }
    Files.createSymbolicLink(folder.resolve("rows-0.parquet"), Path.of("/dev/full"));

    assertThatThrownBy(() -> write(layout, readings)).hasMessageContaining("No space left");

    Files.delete(folder.resolve("rows-0.parquet"));
    assertThat(OpenFiles.below(folder)).isEmpty();
  }
}
