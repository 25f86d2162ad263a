package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.athena.table.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.PartitionField;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.transforms.Transform;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.util.StructLikeMap;

/**
 * The partitions of a new table's rows, found by Iceberg's own transforms of the values that the
 * rows have.
 */
final class NewPartitions {
  /** Athena's, of one statement. */
  private static final int MOST = 100;

  private static final int BATCH = 1000;
  private static final String NAME = "\"?([a-z_][a-z0-9_]*)\"?";
  private static final Pattern FIELD =
      Pattern.compile(
          ("(?:(year|month|day|hour)\\s*\\(\\s*%1$s\\s*\\)"
                  + "|(bucket|truncate)\\s*\\(\\s*%1$s\\s*,\\s*([0-9]{1,9})\\s*\\)|%1$s)")
              .formatted(NAME));

  private final Statement duckDb;
  private final Schema schema;
  private final PartitionSpec spec;
  private final String rows;

  /**
   * @param rows a relation that has the rows
   */
  NewPartitions(Statement duckDb, Schema schema, PartitionSpec spec, String rows) {
    this.duckDb = duckDb;
    this.schema = schema;
    this.spec = spec;
    this.rows = rows;
  }

  /** Of what stands in {@code partitioning = ARRAY[…]}. */
  static PartitionSpec spec(Schema schema, List<String> partitioning) throws QueryFailedException {
    PartitionSpec.Builder spec = PartitionSpec.builderFor(schema);
    for (String written : partitioning) {
      Matcher field = FIELD.matcher(written.strip().toLowerCase(Locale.ROOT));
      if (!field.matches()) {
        throw invalid(
            written,
            "write COLUMN, year(COLUMN), month(COLUMN), day(COLUMN), hour(COLUMN), bucket(COLUMN,"
                + " COUNT) or truncate(COLUMN, LENGTH)");
      }
      try {
        add(field, spec);
      } catch (RuntimeException e) { // Iceberg says what can't be
        throw invalid(written, e.getMessage());
      }
    }
    try {
      return spec.build();
    } catch (RuntimeException e) {
      throw invalid(String.join(", ", partitioning), e.getMessage());
    }
  }

  private static void add(Matcher field, PartitionSpec.Builder spec) {
    String transform = field.group(1) == null ? field.group(3) : field.group(1);
    switch (transform == null ? "identity" : transform) {
      case "year" -> spec.year(field.group(2));
      case "month" -> spec.month(field.group(2));
      case "day" -> spec.day(field.group(2));
      case "hour" -> spec.hour(field.group(2));
      case "bucket" -> spec.bucket(field.group(4), Integer.parseInt(field.group(5)));
      case "truncate" ->
          spec.truncate(
              field.group(4), Integer.parseInt(field.group(5)), field.group(4) + "_trunc");
      default -> spec.identity(field.group(6));
    }
  }

  private static QueryFailedException invalid(String written, String reason) {
    return new QueryFailedException(
        "INVALID_TABLE_PROPERTY",
        "Unable to parse partitioning value: %s: %s".formatted(written, reason));
  }

  /** The query of each partition's rows. */
  Map<PartitionData, String> queries() throws SQLException, QueryFailedException {
    List<String> keys = new ArrayList<>();
    List<String> same = new ArrayList<>();
    for (PartitionField field : spec.fields()) {
      same.add("k.k%d IS NOT DISTINCT FROM %s".formatted(keys.size(), key(field)));
      keys.add("%s AS k%d".formatted(key(field), keys.size()));
    }
    duckDb.execute(
        "CREATE OR REPLACE TEMP TABLE __keys AS SELECT row_number() OVER () AS __n, * FROM (SELECT"
            + " DISTINCT %s FROM %s)".formatted(String.join(", ", keys), rows));
    duckDb.execute("CREATE OR REPLACE TEMP TABLE __partitions (__n BIGINT, __p INTEGER)");
    Map<PartitionData, String> queries = new LinkedHashMap<>();
    for (PartitionData partition : assign()) {
      queries.put(
          partition,
          ("SELECT r.* FROM %s r JOIN __keys k ON %s JOIN __partitions p ON k.__n = p.__n WHERE"
                  + " p.__p = %d")
              .formatted(rows, String.join(" AND ", same), queries.size()));
    }
    return queries;
  }

  /** Says of each key's number in which partition it is. */
  private List<PartitionData> assign() throws SQLException, QueryFailedException {
    Map<StructLike, Integer> numbers = StructLikeMap.create(spec.partitionType());
    List<PartitionData> found = new ArrayList<>();
    List<String> pairs = new ArrayList<>();
    try (Statement reading = duckDb.getConnection().createStatement();
        ResultSet key = reading.executeQuery("SELECT * FROM __keys")) {
      while (key.next()) {
        PartitionData partition = partition(key);
        if (numbers.putIfAbsent(partition, found.size()) == null) {
          found.add(partition);
        }
        if (found.size() > MOST) {
          throw new QueryFailedException(
              "ICEBERG_TOO_MANY_OPEN_PARTITIONS",
              "Exceeded limit of 100 open writers for partitions/buckets");
        }
        pairs.add("(%d, %d)".formatted(key.getLong(1), numbers.get(partition)));
        if (pairs.size() == BATCH) {
          insert(pairs);
        }
      }
    }
    insert(pairs);
    return found;
  }

  private void insert(List<String> pairs) throws SQLException {
    if (!pairs.isEmpty()) {
      duckDb.execute("INSERT INTO __partitions VALUES " + String.join(", ", pairs));
      pairs.clear();
    }
  }

  private PartitionData partition(ResultSet key) throws SQLException, QueryFailedException {
    PartitionData partition = new PartitionData(spec.partitionType());
    for (int i = 0; i < spec.fields().size(); i++) {
      PartitionField field = spec.fields().get(i);
      Type type = schema.findType(field.sourceId());
      partition.set(i, transformed(field, type, SqlValues.of(key, i + 2, type)));
    }
    return partition;
  }

  @SuppressWarnings("unchecked")
  private static Object transformed(PartitionField field, Type type, Object value) {
    return ((Transform<Object, Object>) field.transform()).bind(type).apply(value);
  }

  /** A value that has the same partition as a row's, and of which there are as few as can be. */
  private String key(PartitionField field) throws QueryFailedException {
    Type type = schema.findType(field.sourceId());
    String column = Sql.name(schema.findColumnName(field.sourceId()));
    String transform = field.transform().toString();
    boolean isTime = List.of("year", "month", "day", "hour").contains(transform);
    return SqlValues.whole(
        isTime
            ? "CAST(date_trunc('%s', %s) AS %s)"
                .formatted(transform, column, IcebergTypes.duckDb(type))
            : column,
        type);
  }
}
