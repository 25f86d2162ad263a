package dev.sluice.local.tests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.csv.CsvHeader;
import dev.sluice.core.csv.CsvReader;
import dev.sluice.core.csv.CsvRow;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.tests.PipelineTest.GivenRecord;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** A file with records: a line of JSON each, or CSV whose header names the fields. */
final class RecordFile {
  private final Path file;
  private final Map<String, Field> fields = new HashMap<>();

  RecordFile(Path file, Optional<Pipeline> pipeline) {
    this.file = file;
    pipeline
        .flatMap(Pipeline::stream)
        .ifPresent(
            stream -> {
              for (Field field : stream.record().schema().fields()) {
                fields.put(field.name(), field);
              }
            });
  }

  List<GivenRecord> records() throws IOException {
    byte[] bytes;
    try (InputStream content = open()) {
      bytes = content.readAllBytes();
    }
    return file.toString().matches(".*\\.csv(\\.gz)?") ? csv(bytes) : lines(bytes);
  }

  private InputStream open() throws IOException {
    InputStream content = new BufferedInputStream(Files.newInputStream(file));
    return file.toString().endsWith(".gz") ? new GZIPInputStream(content) : content;
  }

  private static List<GivenRecord> lines(byte[] bytes) {
    return new String(bytes, UTF_8)
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> GivenRecord.of(line.getBytes(UTF_8)))
        .toList();
  }

  private List<GivenRecord> csv(byte[] bytes) throws IOException {
    List<GivenRecord> records = new ArrayList<>();
    try (CsvReader reader = new CsvReader(new ByteArrayInputStream(bytes), CsvDialect.of(','))) {
      CsvHeader header =
          reader.readHeader().orElseThrow(() -> new IOException(file + " has no header"));
      for (CsvRow row = reader.next(); row != null; row = reader.next()) {
        if (!row.flaw().isEmpty()) {
          throw new IOException("line " + row.line() + ": " + row.flaw());
        }
        records.add(GivenRecord.of(object(header, row)));
      }
    }
    return records;
  }

  private byte[] object(CsvHeader header, CsvRow row) throws IOException {
    ObjectNode object = YamlValues.JSON.createObjectNode();
    for (int cell = 0; cell < row.cells().size(); cell++) {
      String name = header.names().get(cell);
      String text = row.cells().get(cell);
      if (!text.isEmpty()) {
        put(object, name, text);
      }
    }
    return YamlValues.JSON.writeValueAsBytes(object);
  }

  /** A column is named as a field, wherever that lies in the record. */
  private void put(ObjectNode object, String name, String text) {
    Field field = fields.getOrDefault(name, new Field(name, FieldType.STRING, false));
    List<String> path = field.path();
    ObjectNode within = object;
    for (String step : path.subList(0, path.size() - 1)) {
      within = within.get(step) instanceof ObjectNode inner ? inner : within.putObject(step);
    }
    String last = path.get(path.size() - 1);
    if (field.type().isNumber() && text.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d+)?")) {
      within.put(last, new BigDecimal(text));
    } else if (field.type() == FieldType.BOOLEAN && text.matches("true|false")) {
      within.put(last, Boolean.parseBoolean(text));
    } else {
      within.put(last, text);
    }
  }
}
