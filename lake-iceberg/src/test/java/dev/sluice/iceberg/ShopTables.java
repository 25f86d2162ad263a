package dev.sluice.iceberg;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.run.port.QueryEngine.QueryStart;
import dev.sluice.core.run.port.QueryEngine.TableStart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.iceberg.BaseTable;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetReaders;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.parquet.Parquet;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/** What readers see of a shop's tables, and what its objects hold. */
record ShopTables(Shop shop, Path folder) {
  private static final Schema SALES =
      new Schema(
          NestedField.optional(1, "id", Types.StringType.get()),
          NestedField.optional(2, "customer", Types.StringType.get()),
          NestedField.optional(3, "amount", Types.DoubleType.get()));

  Table orders() throws IOException {
    return new BaseTable(shop.lake().look("orders"), "orders");
  }

  /** What readers see of all tables: the table, an id or so, and the customer. */
  List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(orders()).build()) {
      records.forEach(row -> rows.add("orders %s %s".formatted(row.get(0), row.get(1))));
    }
    for (String key : shop.store.keys()) {
      if (key.startsWith("trusted/shop/sales")) {
        String table = key.split("/")[2];
        for (Record row : sales(shop.store.bytes(key))) {
          rows.add("%s %s %s".formatted(table, row.get(0), row.get(1)));
        }
      }
    }
    if (shop.tables.made.containsKey("totals")) {
      String totals = shop.store.text(shop.tables.made.get("totals").location() + "part-0");
      totals.lines().forEach(line -> rows.add("totals " + line));
    }
    return rows.stream().sorted().toList();
  }

  private List<Record> sales(byte[] parquet) throws IOException {
    Path file = Files.write(folder.resolve("read.parquet"), parquet);
    try (CloseableIterable<Record> records =
        Parquet.read(org.apache.iceberg.Files.localInput(file.toFile()))
            .project(SALES)
            .createReaderFunc(type -> GenericParquetReaders.buildReader(SALES, type))
            .build()) {
      List<Record> rows = new ArrayList<>();
      records.forEach(row -> rows.add(row.copy()));
      return rows;
    }
  }

  void makeTotals(TableStart table) throws IOException {
    TreeSet<String> customers = new TreeSet<>();
    try (CloseableIterable<Record> records = IcebergGenerics.read(orders()).build()) {
      records.forEach(row -> customers.add("" + row.get(1)));
    }
    shop.put(table.folder() + "part-0", String.join("\n", customers).getBytes(UTF_8));
    shop.put(table.output() + "tables/manifest.csv", table.folder().getBytes(UTF_8));
    shop.tables.helper(table.name(), table.folder());
  }

  void answer(QueryStart query, String key) {
    try {
      shop.put(key, answer(query.sql()).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String answer(String sql) throws IOException {
    if (sql.startsWith("CREATE")) {
      return "what was written\n";
    }
    if (!sql.contains("held_rows")) {
      return "\"customer\"\n"
          + shop.store.text(shop.tables.made.get("totals").location() + "part-0");
    }
    String table = sql.split(" ")[5];
    String value = sql.substring(sql.indexOf('\'') + 1, sql.lastIndexOf('\''));
    long held =
        rows().stream()
            .filter(row -> row.startsWith(table + " ") && row.endsWith(" " + value))
            .count();
    return "\"held_rows\"\n\"%d\"\n".formatted(held);
  }

  /** The keys of objects that have a text in whatever they hold, or in their keys. */
  List<String> holding(String text) throws IOException {
    List<String> holding = new ArrayList<>();
    for (String key : shop.store.keys()) {
      boolean isIn =
          key.contains(text)
              || content(key, shop.store.bytes(key)).contains(text)
              || shop.store.head(key).orElseThrow().metadata().toString().contains(text);
      if (isIn) {
        holding.add(key);
      }
    }
    return holding;
  }

  private String content(String key, byte[] bytes) throws IOException {
    StringBuilder content = new StringBuilder(new String(bytes, ISO_8859_1));
    if (bytes.length > 2 && bytes[0] == 0x1F && (bytes[1] & 0xFF) == 0x8B) {
      byte[] unpacked = new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes();
      content.append(new String(unpacked, ISO_8859_1));
    } else if (key.endsWith(".avro")) {
      try (DataFileStream<GenericRecord> file =
          new DataFileStream<>(new ByteArrayInputStream(bytes), new GenericDatumReader<>())) {
        file.forEach(record -> append(record, content));
      }
    } else if (key.endsWith(".parquet")) {
      // Rows of both tables begin with an id and a customer.
      sales(bytes).forEach(row -> content.append(row));
    }
    for (String word : new String(bytes, ISO_8859_1).split("\"")) {
      if (word.length() % 4 == 0 && word.matches("[A-Za-z0-9+/]{8,}={0,2}")) {
        content.append(new String(java.util.Base64.getDecoder().decode(word), ISO_8859_1));
      }
    }
    return content.toString();
  }

  private static void append(Object value, StringBuilder content) {
    if (value instanceof GenericRecord record) {
      record.getSchema().getFields().forEach(field -> append(record.get(field.pos()), content));
    } else if (value instanceof Iterable<?> all) {
      all.forEach(each -> append(each, content));
    } else if (value instanceof ByteBuffer bytes) {
      content.append(ISO_8859_1.decode(bytes.duplicate())).append(' ');
    } else {
      content.append(value).append(' ');
    }
  }
}
