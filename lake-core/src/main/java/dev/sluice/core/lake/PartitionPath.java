package dev.sluice.core.lake;

import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import java.time.LocalDate;
import java.util.List;

/**
 * The partitions of a layout. Each has an ordinal, which grows with time: two instants lie in the
 * same partition if and only if their ordinals are equal.
 *
 * @param fields the time fields, year first
 * @param style how they are written
 * @param padded whether numbers have leading zeros
 */
public record PartitionPath(List<PartitionField> fields, RawLayout.Style style, boolean padded) {
  private static final long HOUR_MILLIS = 3_600_000L;
  private static final int HOURS = 24;
  private static final int MONTHS = 12;

  public PartitionPath {
    fields = List.copyOf(fields);
  }

  /** Partitions written with leading zeros. */
  public PartitionPath(List<PartitionField> fields, RawLayout.Style style) {
    this(fields, style, true);
  }

  public PartitionPath(RawLayout layout) {
    this(layout.partition(), layout.style(), layout.padded());
  }

  /** The ordinal of the partition in which that instant lies. */
  public long ordinal(long epochMillis) {
    long hour = Math.floorDiv(epochMillis, HOUR_MILLIS);
    return switch (finest()) {
      case YEAR -> date(hour).getYear();
      case MONTH -> date(hour).getYear() * (long) MONTHS + date(hour).getMonthValue() - 1;
      case DAY -> Math.floorDiv(hour, HOURS);
      case HOUR -> hour;
      default -> throw new IllegalStateException("Unknown partition field " + finest());
    };
  }

  /** The path of the partition with that ordinal, without slashes at its ends. */
  public String path(long ordinal) {
    return switch (finest()) {
      case YEAR -> write(LocalDate.of((int) ordinal, 1, 1), 0);
      case MONTH -> write(LocalDate.of(0, 1, 1).plusMonths(ordinal), 0);
      case DAY -> write(LocalDate.ofEpochDay(ordinal), 0);
      case HOUR -> write(date(ordinal), Math.floorMod(ordinal, HOURS));
      default -> throw new IllegalStateException("Unknown partition field " + finest());
    };
  }

  /** The path of the partition in which that instant lies. */
  public String of(long epochMillis) {
    return path(ordinal(epochMillis));
  }

  private PartitionField finest() {
    return fields.get(fields.size() - 1);
  }

  private static LocalDate date(long hour) {
    return LocalDate.ofEpochDay(Math.floorDiv(hour, HOURS));
  }

  private String write(LocalDate date, int hour) {
    StringBuilder path = new StringBuilder();
    for (PartitionField field : fields) {
      if (!path.isEmpty()) {
        path.append('/');
      }
      int value =
          switch (field) {
            case YEAR -> date.getYear();
            case MONTH -> date.getMonthValue();
            case DAY -> date.getDayOfMonth();
            case HOUR -> hour;
            default -> throw new IllegalStateException("Unknown partition field " + field);
          };
      path.append(style.name(field)).append(field.text(value, padded));
    }
    return path.toString();
  }
}
