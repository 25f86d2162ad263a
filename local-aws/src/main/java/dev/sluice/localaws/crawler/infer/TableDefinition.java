package dev.sluice.localaws.crawler.infer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.crawler.sample.Columns;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A found table and its partitions in the catalog's shape, as Glue's crawlers write them. */
public final class TableDefinition {
  private static final String TEXT_INPUT = "org.apache.hadoop.mapred.TextInputFormat";
  private static final String TEXT_OUTPUT =
      "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat";
  private static final String PARQUET = "org.apache.hadoop.hive.ql.io.parquet.";

  private final String crawler;
  private final String bucket;

  public TableDefinition(String crawler, String bucket) {
    this.crawler = crawler;
    this.bucket = bucket;
  }

  public ObjectNode table(FoundTable found, String name) {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    table.put("Name", name).put("Owner", "owner").put("TableType", "EXTERNAL_TABLE");
    table.put("Retention", 0);
    ObjectNode storage = storage(found.contents(), found.root());
    table.set("StorageDescriptor", storage);
    var keys = table.putArray("PartitionKeys");
    found.keys().forEach(key -> keys.addObject().put("Name", key.name()).put("Type", "string"));
    ObjectNode parameters = table.putObject("Parameters");
    parameters(found.contents()).forEach(parameters::put);
    parameters.put("partition_filtering.enabled", "true");
    return table;
  }

  public ObjectNode storage(Contents contents, Folder folder) {
    ObjectNode storage = JsonNodeFactory.instance.objectNode();
    var columns = storage.putArray("Columns");
    contents
        .columns()
        .types()
        .forEach((name, type) -> columns.addObject().put("Name", name).put("Type", type.hive()));
    storage.put("Location", location(folder));
    boolean parquet = contents.shape().classification().equals("parquet");
    storage.put("InputFormat", parquet ? PARQUET + "MapredParquetInputFormat" : TEXT_INPUT);
    storage.put("OutputFormat", parquet ? PARQUET + "MapredParquetOutputFormat" : TEXT_OUTPUT);
    storage.put("Compressed", !contents.shape().compression().equals("none"));
    storage.put("NumberOfBuckets", -1);
    storage.set("SerdeInfo", serde(contents));
    storage.putArray("BucketColumns");
    storage.putArray("SortColumns");
    storage.put("StoredAsSubDirectories", false);
    ObjectNode parameters = storage.putObject("Parameters");
    parameters(contents).forEach(parameters::put);
    return storage;
  }

  public String location(Folder folder) {
    return "s3://" + bucket + "/" + folder.key();
  }

  private Map<String, String> parameters(Contents contents) {
    Map<String, String> parameters = new TreeMap<>(contents.shape().details());
    parameters.put("CrawlerSchemaSerializerVersion", "1.0");
    parameters.put("CrawlerSchemaDeserializerVersion", "1.0");
    parameters.put("UPDATED_BY_CRAWLER", crawler);
    parameters.put("classification", contents.shape().classification());
    parameters.put("compressionType", contents.shape().compression());
    parameters.put("typeOfData", "file");
    parameters.put("objectCount", Long.toString(contents.objects()));
    parameters.put("sizeKey", Long.toString(contents.bytes()));
    parameters.put("recordCount", Long.toString(contents.records()));
    parameters.put("averageRecordSize", Long.toString(contents.recordBytes()));
    return parameters;
  }

  private static ObjectNode serde(Contents contents) {
    ObjectNode serde = JsonNodeFactory.instance.objectNode();
    switch (contents.shape().classification()) {
      case "json" ->
          serde
              .put("SerializationLibrary", "org.openx.data.jsonserde.JsonSerDe")
              .putObject("Parameters")
              .put("paths", paths(contents.columns()));
      case "csv" ->
          serde
              .put("SerializationLibrary", "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe")
              .putObject("Parameters")
              .put("field.delim", contents.shape().details().get("delimiter"));
      default ->
          serde
              .put("SerializationLibrary", PARQUET + "serde.ParquetHiveSerDe")
              .putObject("Parameters")
              .put("serialization.format", "1");
    }
    return serde;
  }

  /** The fields as they are written in the data. */
  private static String paths(Columns columns) {
    return columns.names().values().stream().sorted().collect(Collectors.joining(","));
  }
}
