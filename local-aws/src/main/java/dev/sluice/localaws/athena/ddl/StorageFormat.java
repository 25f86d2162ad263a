package dev.sluice.localaws.athena.ddl;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads how a table's files are written: {@code ROW FORMAT …} and {@code STORED AS …}. */
final class StorageFormat {
  private static final String HIVE = "org.apache.hadoop.hive.ql.io.";
  private static final String TEXT_IN = "org.apache.hadoop.mapred.TextInputFormat";
  private static final String TEXT_OUT = HIVE + "HiveIgnoreKeyTextOutputFormat";
  static final String DELIMITED = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe";

  /** SerDe, input format and output format. */
  private static final Map<String, String[]> FORMATS =
      Map.of(
          "TEXTFILE",
          new String[] {DELIMITED, TEXT_IN, TEXT_OUT},
          "PARQUET",
          new String[] {
            HIVE + "parquet.serde.ParquetHiveSerDe",
            HIVE + "parquet.MapredParquetInputFormat",
            HIVE + "parquet.MapredParquetOutputFormat"
          },
          "ORC",
          new String[] {
            HIVE + "orc.OrcSerde", HIVE + "orc.OrcInputFormat", HIVE + "orc.OrcOutputFormat"
          },
          "AVRO",
          new String[] {
            "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
            HIVE + "avro.AvroContainerInputFormat",
            HIVE + "avro.AvroContainerOutputFormat"
          });

  private String serde = "";
  private String input = TEXT_IN;
  private String output = TEXT_OUT;
  private final Map<String, String> parameters = new LinkedHashMap<>();

  void readRowFormat(Tokens tokens) throws QueryFailedException {
    if (!tokens.take("ROW", "FORMAT")) {
      return;
    }
    if (tokens.take("SERDE")) {
      serde = tokens.text();
      readProperties(tokens);
      return;
    }
    tokens.expect("DELIMITED");
    serde = DELIMITED;
    if (tokens.take("FIELDS", "TERMINATED", "BY")) {
      String delimiter = tokens.text();
      parameters.put("field.delim", delimiter);
      parameters.put("serialization.format", delimiter);
      if (tokens.take("ESCAPED", "BY")) {
        parameters.put("escape.delim", tokens.text());
      }
    }
    if (tokens.take("COLLECTION", "ITEMS", "TERMINATED", "BY")) {
      parameters.put("collection.delim", tokens.text());
    }
    if (tokens.take("MAP", "KEYS", "TERMINATED", "BY")) {
      parameters.put("mapkey.delim", tokens.text());
    }
    readLines(tokens);
    if (tokens.take("NULL", "DEFINED", "AS")) {
      parameters.put("serialization.null.format", tokens.text());
    }
  }

  private void readLines(Tokens tokens) throws QueryFailedException {
    if (tokens.take("LINES", "TERMINATED", "BY")) {
      String place = tokens.place();
      String end = tokens.text();
      if (!end.equals("\n")) {
        throw DdlErrors.semantic(
            10038, place + "LINES TERMINATED BY only supports newline '\\n' right now");
      }
      parameters.put("line.delim", end);
    }
  }

  void readStoredAs(Tokens tokens) throws QueryFailedException {
    if (tokens.take("STORED", "AS")) {
      if (tokens.take("INPUTFORMAT")) {
        input = tokens.text();
        tokens.expect("OUTPUTFORMAT");
        output = tokens.text();
      } else {
        named(tokens);
      }
    }
    readProperties(tokens);
  }

  private void named(Tokens tokens) throws QueryFailedException {
    String place = tokens.place();
    String name = tokens.name().toUpperCase(java.util.Locale.ROOT);
    String[] format = FORMATS.get(name);
    if (format == null) {
      throw DdlErrors.notSupported(
          place,
          "The local lake knows no STORED AS "
              + name
              + ": use PARQUET, TEXTFILE, ORC or AVRO, or INPUTFORMAT and OUTPUTFORMAT");
    }
    serde = serde.isEmpty() || !name.equals("TEXTFILE") ? format[0] : serde;
    input = format[1];
    output = format[2];
  }

  private void readProperties(Tokens tokens) throws QueryFailedException {
    if (tokens.take("WITH", "SERDEPROPERTIES")) {
      parameters.putAll(tokens.properties());
    }
  }

  void writeTo(ObjectNode storage) {
    storage.put("InputFormat", input).put("OutputFormat", output);
    storage.put("Compressed", false).put("StoredAsSubDirectories", false);
    ObjectNode info = storage.putObject("SerdeInfo");
    info.put("SerializationLibrary", serde.isEmpty() ? DELIMITED : serde);
    ObjectNode all = info.putObject("Parameters");
    all.put("serialization.format", "1");
    parameters.forEach(all::put);
    storage.putArray("SortColumns");
  }
}
