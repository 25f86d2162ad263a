package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RawLayout.Style;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;

/**
 * Reads the partition out of raw keys. A year has four digits, the other fields two, as the batch
 * writer and Firehose write them: so a partition has one prefix.
 */
final class PartitionPath {
  private final RawLayout layout;
  private final String prefix;
  private final int[] values = new int[PartitionField.values().length];

  PartitionPath(RawLayout layout) {
    this.layout = layout;
    prefix = layout.prefix() + "/";
  }

  /** Reads a key; false if it is not in the layout. */
  boolean read(String key) {
    if (!key.startsWith(prefix)) {
      return false;
    }
    int at = prefix.length();
    for (PartitionField field : layout.partition()) {
      String name = name(field);
      int digits = digits(field);
      int end = at + name.length() + digits;
      if (!key.startsWith(name, at) || end >= key.length() || key.charAt(end) != '/') {
        return false;
      }
      int value = number(key, end - digits, end);
      if (value < 0) {
        return false;
      }
      values[field.ordinal()] = value;
      at = end + 1;
    }
    return at < key.length() && isTime();
  }

  private boolean isTime() {
    int depth = layout.partition().size();
    try {
      LocalDate.of(values[0], depth > 1 ? values[1] : 1, depth > 2 ? values[2] : 1);
    } catch (DateTimeException e) {
      return false;
    }
    return depth < 4 || values[3] < 24;
  }

  private String name(PartitionField field) {
    return layout.style() == Style.HIVE ? field.columnName() + "=" : "";
  }

  private static int digits(PartitionField field) {
    return field == PartitionField.YEAR ? 4 : 2;
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

  int year() {
    return values[0];
  }

  /** The leading fields, hive style, without a slash at the end. */
  String hive(List<PartitionField> fields) {
    StringBuilder path = new StringBuilder();
    for (PartitionField field : fields) {
      path.append(path.length() == 0 ? "" : "/").append(field.columnName()).append('=');
      append(path, field);
    }
    return path.toString();
  }

  /** The key prefix of all raw objects with these leading fields, with a slash at the end. */
  String rawPrefix(List<PartitionField> fields) {
    StringBuilder path = new StringBuilder(prefix);
    for (PartitionField field : fields) {
      append(path.append(name(field)), field);
      path.append('/');
    }
    return path.toString();
  }

  private void append(StringBuilder path, PartitionField field) {
    String value = Integer.toString(values[field.ordinal()]);
    path.append("0".repeat(digits(field) - value.length())).append(value);
  }
}
