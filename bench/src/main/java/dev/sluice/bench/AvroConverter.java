package dev.sluice.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.parquet.ZstdCodecFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;

/** What one would write with the libraries as they come. */
final class AvroConverter {
  private static final Schema SCHEMA =
      SchemaBuilder.record("readings")
          .fields()
          .requiredString("reading_id")
          .requiredString("turbine")
          .requiredString("sensor")
          .requiredDouble("reading")
          .name("event_time")
          .type(LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG)))
          .noDefault()
          .endRecord();

  private AvroConverter() {}

  static void convert(Path json, Path parquet) throws IOException {
    try (ParquetWriter<GenericRecord> writer =
            AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(parquet))
                .withSchema(SCHEMA)
                .withConf(new PlainParquetConfiguration())
                .withDataModel(GenericData.get())
                .withCodecFactory(new ZstdCodecFactory())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build();
        MappingIterator<JsonNode> records =
            new ObjectMapper().readerFor(JsonNode.class).readValues(json.toFile())) {
      while (records.hasNext()) {
        writer.write(record(records.next()));
      }
    }
  }

  private static GenericRecord record(JsonNode node) {
    GenericRecord record = new GenericData.Record(SCHEMA);
    record.put("reading_id", node.get("id").textValue());
    record.put("turbine", node.get("turbine").textValue());
    record.put("sensor", node.get("type").textValue());
    record.put("reading", node.get("data").doubleValue());
    record.put("event_time", Instant.parse(node.get("timestamp").textValue()).toEpochMilli());
    return record;
  }
}
