package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.iceberg.IceFarm.Reading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Files;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of data files, beside what Iceberg's own reader of footers finds. */
class FooterMetricsTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00.123Z");

  @TempDir Path folder;
  private TableLayout layout;

  @BeforeEach
  void prepare() throws IOException {
    layout = new IceFarm(folder).prepare();
  }

  private UnitFiles.WrittenFile write(Reading... readings) throws IOException {
    return IceFarm.write(IceFarm.TABLE, layout, List.of(readings), folder).get(0);
  }

  private static Map<Integer, Object> values(Map<Integer, ByteBuffer> bounds, TableLayout of) {
    Map<Integer, Object> values = new TreeMap<>();
    bounds.forEach(
        (id, bytes) ->
            values.put(
                id,
                String.valueOf(
                    (Object) Conversions.fromByteBuffer(of.schema().findField(id).type(), bytes))));
    return values;
  }

  @Test
  void theyAreThoseThatIcebergItselfFinds() throws IOException {
    UnitFiles.WrittenFile written =
        write(
            new Reading("a text that is longer than sixteen", 1.5, NOON, 7),
            new Reading("b", -3, NOON.plusSeconds(1), -7),
            new Reading("ü😀 and more than sixteen of them", 0.25, NOON, 0));
    Metrics theirs =
        ParquetUtil.fileMetrics(
            Files.localInput(written.local().toFile()), MetricsConfig.getDefault());
    DataFile ours = written.file();
    assertThat(ours.recordCount()).isEqualTo(theirs.recordCount());
    assertThat(ours.columnSizes()).isEqualTo(theirs.columnSizes());
    assertThat(ours.valueCounts()).isEqualTo(theirs.valueCounts());
    assertThat(ours.nullValueCounts()).isEqualTo(theirs.nullValueCounts());
    assertThat(values(ours.lowerBounds(), layout)).isEqualTo(values(theirs.lowerBounds(), layout));
    assertThat(values(ours.upperBounds(), layout)).isEqualTo(values(theirs.upperBounds(), layout));
  }

  @Test
  void aColumnWithNaNHasNoBounds() throws IOException {
    DataFile file =
        write(new Reading("a", Double.NaN, NOON, 1), new Reading("b", 2, NOON, 1)).file();
    assertThat(file.lowerBounds()).doesNotContainKey(2).containsKey(4);
    assertThat(file.upperBounds()).doesNotContainKey(2);
  }

  @Test
  void bothZerosAreWithinTheBounds() throws IOException {
    DataFile file = write(new Reading("a", 0.0, NOON, 1), new Reading("b", -0.0, NOON, 1)).file();
    Types.DoubleType type = Types.DoubleType.get();
    double lower = Conversions.fromByteBuffer(type, file.lowerBounds().get(2));
    double upper = Conversions.fromByteBuffer(type, file.upperBounds().get(2));
    assertThat(Double.doubleToRawLongBits(lower)).isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThat(Double.doubleToRawLongBits(upper)).isEqualTo(Double.doubleToRawLongBits(0.0));
  }

  @Test
  void aColumnOfNullsHasNoBoundsAndIsCounted() throws IOException {
    DataFile file = write(new Reading("a", 1, null, 1), new Reading("b", 1, null, 1)).file();
    assertThat(file.nullValueCounts()).containsEntry(3, 2L);
    assertThat(file.lowerBounds()).doesNotContainKey(3);
  }

  @Test
  void timesAreMicroseconds() throws IOException {
    DataFile file = write(new Reading("a", 1, NOON, 1)).file();
    long lower =
        Conversions.fromByteBuffer(Types.TimestampType.withZone(), file.lowerBounds().get(3));
    assertThat(lower).isEqualTo(NOON.toEpochMilli() * 1_000);
  }
}
