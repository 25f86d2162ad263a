package dev.sluice.core.pipeline;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * By which values of its columns a table's rows are put into partitions, which nobody has to name
 * in a query (Iceberg's hidden partitioning): at first a time, or none.
 *
 * @param fields in order; none: the table is one partition
 */
public record TableSpec(List<SpecField> fields) {
  /** One partition. */
  public static final TableSpec NONE = new TableSpec(List.of());

  private static final Pattern FIELD =
      Pattern.compile("([a-z]+)\\(\\s*(?:(\\d{1,6})\\s*,\\s*)?([a-z][a-z0-9_]*)\\s*\\)");

  public TableSpec {
    fields = List.copyOf(fields);
    Set<String> names = new HashSet<>();
    for (int i = 0; i < fields.size(); i++) {
      SpecField field = fields.get(i);
      if (i > 0 && field.transform.isTime()) {
        throw new IllegalArgumentException(
            "'%s' is not the first: one time transform begins the list, others follow"
                .formatted(field));
      }
      if (field.transform == SpecTransform.FOLDER && !field.isFolder(i)) {
        throw new IllegalArgumentException(
            "'%s' is the %s of a raw folder and stands where '%s' would: such fields come first, as year, month, day, hour"
                .formatted(
                    field,
                    field,
                    i < PartitionField.values().length
                        ? PartitionField.values()[i].columnName()
                        : "nothing"));
      }
      if (!names.add(field.name())) {
        throw new IllegalArgumentException("'%s' stands there twice".formatted(field));
      }
    }
  }

  /** What is made of a column's value. */
  public enum SpecTransform {
    MONTH,
    DAY,
    HOUR,
    /** A hash in so many buckets. */
    BUCKET,
    /** A text's first characters, or a number rounded down to a multiple. */
    TRUNCATE,
    IDENTITY,
    /** A year, month, day or hour of the raw folder from which the row is: a column of its own. */
    FOLDER;

    public boolean isTime() {
      return this == MONTH || this == DAY || this == HOUR;
    }

    boolean hasSize() {
      return this == BUCKET || this == TRUNCATE;
    }
  }

  /**
   * One field.
   *
   * @param size of BUCKET and TRUNCATE, positive; of others 0
   */
  public record SpecField(SpecTransform transform, String column, int size) {
    public SpecField {
      if (transform.hasSize() != size > 0) {
        throw new IllegalArgumentException("%s has a size of %d".formatted(transform, size));
      }
    }

    private boolean isFolder(int at) {
      PartitionField[] known = PartitionField.values();
      return at < known.length && known[at].columnName().equals(column);
    }

    /** Under which the field is known to engines. */
    public String name() {
      return transform == SpecTransform.IDENTITY || transform == SpecTransform.FOLDER
          ? column
          : column
              + "_"
              + (transform == SpecTransform.TRUNCATE
                  ? "trunc"
                  : transform.name().toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
      String name = transform.name().toLowerCase(Locale.ROOT);
      return switch (transform) {
        case IDENTITY, FOLDER -> column;
        case BUCKET, TRUNCATE -> "%s(%d, %s)".formatted(name, size, column);
        case MONTH, DAY, HOUR -> "%s(%s)".formatted(name, column);
      };
    }
  }

  /**
   * Reads a field: {@code day(event_time)}, {@code bucket(16, turbine)} or a column's name.
   *
   * @throws IllegalArgumentException if it is something else; the message says what it may be
   */
  public static SpecField field(String text) {
    String written = text.strip();
    if (written.matches("[a-z][a-z0-9_]*")) {
      return new SpecField(SpecTransform.IDENTITY, written, 0);
    }
    Matcher matcher = FIELD.matcher(written);
    Optional<SpecTransform> transform =
        matcher.matches() ? transform(matcher.group(1)) : Optional.empty();
    if (transform.isEmpty() || transform.get().hasSize() != (matcher.group(2) != null)) {
      throw new IllegalArgumentException(
          "'%s' is not month(COLUMN), day(COLUMN), hour(COLUMN), bucket(NUMBER, COLUMN), truncate(NUMBER, COLUMN) or a column"
              .formatted(text));
    }
    int size = matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    if (transform.get().hasSize() && size == 0) {
      throw new IllegalArgumentException("'%s': the number is to be positive".formatted(text));
    }
    return new SpecField(transform.get(), matcher.group(3), size);
  }

  private static Optional<SpecTransform> transform(String name) {
    for (SpecTransform transform : SpecTransform.values()) {
      if (transform != SpecTransform.IDENTITY
          && transform != SpecTransform.FOLDER
          && transform.name().toLowerCase(Locale.ROOT).equals(name)) {
        return Optional.of(transform);
      }
    }
    return Optional.empty();
  }

  /** The time transform that the list begins with; empty: the table has none. */
  public Optional<SpecField> time() {
    return fields.stream().findFirst().filter(field -> field.transform.isTime());
  }

  /** The fields of raw's folders that the list begins with; each is a column of the table. */
  public List<PartitionField> folders() {
    long count = fields.stream().filter(field -> field.transform == SpecTransform.FOLDER).count();
    return List.of(PartitionField.values()).subList(0, (int) count);
  }

  /** Partitions by the fields of raw's folders. */
  public static TableSpec ofFolders(List<PartitionField> folders) {
    return new TableSpec(
        folders.stream()
            .map(field -> new SpecField(SpecTransform.FOLDER, field.columnName(), 0))
            .toList());
  }

  @Override
  public String toString() {
    return fields.stream().map(SpecField::toString).collect(Collectors.joining(", "));
  }
}
