package dev.sluice.core.lake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout.Style;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionPathTest {
  private static final List<PartitionField> FIELDS = List.of(PartitionField.values());
  private static final String[] PLAIN = {"uuuu", "uuuu/MM", "uuuu/MM/dd", "uuuu/MM/dd/HH"};

  @Property
  void agreesWithJavaTime(
      @ForAll @LongRange(min = -62_135_596_800_000L, max = 253_402_300_799_999L) long millis,
      @ForAll @IntRange(min = 1, max = 4) int depth) {
    PartitionPath plain = new PartitionPath(FIELDS.subList(0, depth), Style.PLAIN);
    DateTimeFormatter expected =
        DateTimeFormatter.ofPattern(PLAIN[depth - 1]).withZone(ZoneOffset.UTC);

    assertThat(plain.of(millis)).isEqualTo(expected.format(Instant.ofEpochMilli(millis)));
  }

  @Property
  void ordinalsAreEqualForEqualPathsOnlyAndGrowWithTime(
      @ForAll @LongRange(min = 0, max = 4_102_444_800_000L) long millis,
      @ForAll @LongRange(min = 0, max = 40_000_000_000L) long step,
      @ForAll @IntRange(min = 1, max = 4) int depth) {
    PartitionPath path = new PartitionPath(FIELDS.subList(0, depth), Style.HIVE);
    long before = path.ordinal(millis);
    long after = path.ordinal(millis + step);

    assertThat(after).isGreaterThanOrEqualTo(before);
    assertThat(before == after).isEqualTo(path.of(millis).equals(path.of(millis + step)));
  }

  @ParameterizedTest
  @CsvSource({
    "2025-12-28T23:59:59Z, 2025/12/28/23",
    "2025-12-29T00:00:00Z, 2025/12/29/00",
    "2025-12-30T12:00:00Z, 2025/12/30/12",
    "2025-12-31T23:59:59.999Z, 2025/12/31/23",
    "2026-01-01T00:00:00Z, 2026/01/01/00",
    "2026-01-03T00:00:00Z, 2026/01/03/00",
    "2027-01-01T00:00:00Z, 2027/01/01/00",
    "2027-01-03T23:00:00Z, 2027/01/03/23",
  })
  void takesTheCalendarYearAroundNewYear(Instant time, String path) {
    assertThat(new PartitionPath(FIELDS, Style.PLAIN).of(time.toEpochMilli())).isEqualTo(path);
  }

  @ParameterizedTest
  @CsvSource({
    "1, year=2026",
    "2, year=2026/month=06",
    "3, year=2026/month=06/day=01",
    "4, year=2026/month=06/day=01/hour=09",
  })
  void writesHiveStyle(int depth, String path) {
    long millis = Instant.parse("2026-06-01T09:59:59Z").toEpochMilli();

    assertThat(new PartitionPath(FIELDS.subList(0, depth), Style.HIVE).of(millis)).isEqualTo(path);
  }
}
