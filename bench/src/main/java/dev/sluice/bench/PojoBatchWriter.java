package dev.sluice.bench;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * The batch writer one would write from AWS's own parts: the event class with the runtime's
 * deserialiser, a Jackson tree for each record, a gzip stream for each partition.
 */
final class PojoBatchWriter {
  private final PojoSerializer<KinesisEvent> events =
      LambdaEventSerializers.serializerFor(
          KinesisEvent.class, PojoBatchWriter.class.getClassLoader());
  private final ObjectMapper mapper = new ObjectMapper();
  private final DateTimeFormatter hours =
      DateTimeFormatter.ofPattern("'year='yyyy'/month='MM'/day='dd'/hour='HH")
          .withZone(ZoneOffset.UTC);
  private final ObjectStore store;
  private final int level;

  PojoBatchWriter(ObjectStore store, int level) {
    this.store = store;
    this.level = level;
  }

  private final class Partition extends GZIPOutputStream {
    Partition(OutputStream out) throws IOException {
      super(out);
      def.setLevel(level);
    }
  }

  void write(byte[] event) throws IOException {
    Map<String, ByteArrayOutputStream> objects = new TreeMap<>();
    Map<String, Partition> partitions = new TreeMap<>();
    for (var record : events.fromJson(new ByteArrayInputStream(event)).getRecords()) {
      byte[] payload = record.getKinesis().getData().array();
      JsonNode reading = mapper.readTree(payload);
      String partition = hours.format(Instant.parse(reading.path("timestamp").textValue()));
      Partition lines = partitions.get(partition);
      if (lines == null) {
        ByteArrayOutputStream object = new ByteArrayOutputStream();
        lines = new Partition(object);
        objects.put(partition, object);
        partitions.put(partition, lines);
      }
      lines.write(payload);
      lines.write('\n');
    }
    for (Map.Entry<String, Partition> entry : partitions.entrySet()) {
      entry.getValue().close();
      byte[] bytes = objects.get(entry.getKey()).toByteArray();
      store.put(PutObject.of("raw/" + entry.getKey() + "/x.json.gz", bytes, "application/gzip"));
    }
  }
}
