package dev.sluice.core.pipeline;

import dev.sluice.core.pipeline.check.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table of typed, de-duplicated rows made from raw, stored as Parquet. Its rules apply in this
 * order: values are cast, rows without a required value are dropped, duplicates are left out, rows
 * that don't pass the filter are dropped, checks are made.
 *
 * @param name of the table as SQL names it, lower case; one in another database is {@code
 *     database.table}
 * @param input the name of the input it is made from
 * @param columns in order, at least one
 * @param rows which rows it has, and in what order
 * @param storage where and how it lies
 * @param checks of its rows and of itself
 */
public record TrustedTable(
    String name,
    String input,
    List<Column> columns,
    Rows rows,
    TableFormat.Storage storage,
    Checks checks) {
  public TrustedTable {
    columns = List.copyOf(columns);
    List<String> missing = new ArrayList<>(rows.dedupe.by);
    rows.dedupe.latest.ifPresent(missing::add);
    missing.addAll(rows.sortBy);
    checks.rows().forEach(check -> missing.addAll(check.rule().columns()));
    missing.removeAll(columns.stream().map(Column::name).toList());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("Table '%s' has no columns %s".formatted(name, missing));
    }
  }

  /** A table of the stream's records, all of them, in the usual place. */
  public TrustedTable(
      String name,
      List<Column> columns,
      String dedupeBy,
      List<String> sortBy,
      List<PartitionField> partition) {
    this(
        name,
        Input.STREAM,
        columns,
        new Rows(Dedupe.by(dedupeBy), sortBy, Optional.empty()),
        TableFormat.Storage.plain(partition, Optional.empty()),
        Checks.NONE);
  }

  /** See {@link TableFormat.Storage}. */
  public List<PartitionField> partition() {
    return storage.partition();
  }

  /** Those fields of the partition that queries see as columns, behind the stored ones. */
  public List<PartitionField> partitionColumns() {
    return iceberg().map(format -> format.spec().folders()).orElse(partition());
  }

  /** See {@link TableFormat.Storage}. */
  public Optional<Location> location() {
    return storage.location();
  }

  /** How it is arranged as an Iceberg table; empty: it is plain objects. */
  public Optional<TableFormat.Iceberg> iceberg() {
    return storage.format() instanceof TableFormat.Iceberg iceberg
        ? Optional.of(iceberg)
        : Optional.empty();
  }

  /** The columns that are in the table's objects and the catalog. */
  public List<Column> storedColumns() {
    return columns.stream().filter(Column::stored).toList();
  }

  /**
   * A column.
   *
   * @param name in the table: lower case letters, digits, underscore
   * @param type to which the field's value is cast
   * @param from the record's field; if it begins with a slash, a JSON pointer (RFC 6901) to it
   * @param rule what happens to the value before
   * @param required whether a row without it is dropped
   * @param stored whether it is in the table, or only takes part in its rules
   * @param comment for the catalog, may be empty
   */
  public record Column(
      String name,
      FieldType type,
      String from,
      ColumnRule rule,
      boolean required,
      boolean stored,
      String comment) {
    public Column {
      if (rule.digits().isPresent() != (type == FieldType.DECIMAL)) {
        throw new IllegalArgumentException("A decimal, and nothing else, has digits: " + name);
      }
    }

    /** A stored column whose values are taken as they are. */
    public Column(String name, FieldType type, String from, boolean required, String comment) {
      this(name, type, from, ColumnRule.NONE, required, true, comment);
    }

    /** The type's name in the Glue Data Catalog (Hive DDL). */
    public String glueType() {
      return rule.digits().map(Digits::toString).orElse(type.glueType());
    }

    /** The type as a definition has it. */
    public String typeName() {
      return rule.digits().map(Digits::toString).orElse(type.word());
    }
  }

  /**
   * Which rows are duplicates, and which one of them is kept: the one with the greatest {@code
   * latest}, null being the least; of several the last to arrive.
   *
   * @param by the columns whose equal values are duplicates
   * @param latest a number, date or timestamp; empty: the first to arrive is kept
   * @param deleted which versions say that there is no such row any more, with {@code latest} only;
   *     such a version needs no other required column than those of {@code by}
   * @param isContent whether these are all columns: rows have no id, so those with equal values are
   *     one, nulls being equal too
   */
  public record Dedupe(
      List<String> by, Optional<String> latest, Optional<Condition> deleted, boolean isContent) {
    public Dedupe {
      by = List.copyOf(by);
      if (by.isEmpty()) {
        throw new IllegalArgumentException("Duplicates are known by at least one column");
      }
      if (latest.isEmpty() && deleted.isPresent()) {
        throw new IllegalArgumentException("A deletion is a version, so versions need an order");
      }
    }

    /** By columns without which there is no row. */
    public Dedupe(List<String> by, Optional<String> latest) {
      this(by, latest, Optional.empty(), false);
    }

    /** Of rows with the same value in a column the first to arrive is kept. */
    public static Dedupe by(String column) {
      return new Dedupe(List.of(column), Optional.empty());
    }

    /** Of rows with equal values in all columns, nulls being equal, one is kept. */
    public static Dedupe byContent(List<String> columns) {
      return new Dedupe(columns, Optional.empty(), Optional.empty(), true);
    }

    /** The same, with rows that say deletions like any other. */
    public Dedupe withoutDeleted() {
      return new Dedupe(by, latest, Optional.empty(), isContent);
    }
  }

  /**
   * Which rows a table has, and in what order.
   *
   * @param sortBy the columns by which rows are sorted, ascending; those of {@code dedupe} break
   *     ties
   * @param filter over columns: which rows are kept; empty: all
   * @param time the column with the event time, by which the table's freshness is known; empty: the
   *     table has none
   */
  public record Rows(
      Dedupe dedupe, List<String> sortBy, Optional<Condition> filter, Optional<String> time) {
    public Rows {
      sortBy = List.copyOf(sortBy);
    }

    /** Of a table without a time. */
    public Rows(Dedupe dedupe, List<String> sortBy, Optional<Condition> filter) {
      this(dedupe, sortBy, filter, Optional.empty());
    }
  }

  /**
   * Where a table's partitions lie.
   *
   * @param prefix of the keys, without a leading or trailing slash
   * @param style how a partition is written into the key
   */
  public record Location(String prefix, RawLayout.Style style) {}
}
