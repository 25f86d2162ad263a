package dev.sluice.core.lake;

import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RawLayout.Style;
import dev.sluice.core.record.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the partition out of raw keys. A year has four digits, the other fields two, as the batch
 * writer and Firehose write them, or in a layout without leading zeros as few as they need: so a
 * partition has one prefix.
 */
public final class RawKeyReader {
  private static final Period ALL_TIME = new Period(Instant.MIN, Instant.MAX);

  private final RawLayout layout;
  private final String prefix;
  private final Map<PartitionField, Integer> values = new EnumMap<>(PartitionField.class);

  public RawKeyReader(RawLayout layout) {
    this.layout = layout;
    prefix = layout.prefix() + "/";
  }

  /** Reads a key; false if it is not in the layout. */
  public boolean read(String key) {
    if (!key.startsWith(prefix)) {
      return false;
    }
    int at = prefix.length();
    for (PartitionField field : layout.partition()) {
      String name = layout.style().name(field);
      int from = at + name.length();
      int end = key.indexOf('/', from);
      if (!key.startsWith(name, at) || end < 0 || !isLength(end - from, field)) {
        return false;
      }
      int value = number(key, from, end);
      if (value < 0 || (!layout.padded() && end - from > 1 && key.charAt(from) == '0')) {
        return false;
      }
      values.put(field, value);
      at = end + 1;
    }
    return at < key.length() && isTime();
  }

  private boolean isLength(int length, PartitionField field) {
    return length == field.digits()
        || (!layout.padded() && field != PartitionField.YEAR && length == 1);
  }

  private boolean isTime() {
    try {
      LocalDateTime.of(
          year(),
          value(PartitionField.MONTH, 1),
          value(PartitionField.DAY, 1),
          value(PartitionField.HOUR, 0),
          0);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private int value(PartitionField field, int otherwise) {
    return values.getOrDefault(field, otherwise);
  }

  private static int number(String key, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      char c = key.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + (c - '0');
    }
    return value;
  }

  private int year() {
    return values.get(PartitionField.YEAR);
  }

  /** The time that the leading fields name; without any, all time. */
  public Period period(List<PartitionField> fields) {
    if (fields.isEmpty()) {
      return ALL_TIME;
    }
    PartitionField finest = fields.get(fields.size() - 1);
    LocalDateTime from =
        LocalDateTime.of(
            year(),
            fields.contains(PartitionField.MONTH) ? value(PartitionField.MONTH, 1) : 1,
            fields.contains(PartitionField.DAY) ? value(PartitionField.DAY, 1) : 1,
            fields.contains(PartitionField.HOUR) ? value(PartitionField.HOUR, 0) : 0,
            0);
    return new Period(
        from.toInstant(ZoneOffset.UTC), from.plus(1, finest.unit()).toInstant(ZoneOffset.UTC));
  }

  /** The leading fields in that style, without a slash at the end. */
  public String path(List<PartitionField> fields, Style style) {
    StringBuilder path = new StringBuilder();
    for (PartitionField field : fields) {
      path.append(path.isEmpty() ? "" : "/");
      path.append(style.name(field)).append(field.text(values.get(field)));
    }
    return path.toString();
  }

  /** The key prefix of all raw objects with these leading fields, with a slash at the end. */
  public String rawPrefix(List<PartitionField> fields) {
    StringBuilder path = new StringBuilder(prefix);
    for (PartitionField field : fields) {
      path.append(layout.style().name(field));
      path.append(field.text(values.get(field), layout.padded())).append('/');
    }
    return path.toString();
  }
}
