package dev.sluice.localaws.crawler.sample;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.localaws.crawler.sample.SampleType.ListOf;
import dev.sluice.localaws.crawler.sample.SampleType.Struct;
import java.io.EOFException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Infers the schema of JSON: objects one a line, one after the other, or over several lines. An
 * object that is one array becomes, as with Glue's own classifier, a table with the one column
 * {@code array}.
 */
final class JsonClassifier {
  private static final JsonFactory JSON = new JsonFactory();

  private final LimitedInput in;
  private SampleType record = new Struct(Map.of());
  private SampleType items = SampleType.NOTHING;
  private boolean inArray;
  private String problem = "it has no record in its first 10 MB";
  private long records;

  JsonClassifier(LimitedInput in) {
    this.in = in;
  }

  /** Reads what there is; whether a record was in it. */
  boolean read() throws IOException {
    try (JsonParser json = JSON.createParser(in)) {
      while (json.nextToken() != null) {
        readValue(json);
      }
    } catch (EOFException | com.fasterxml.jackson.core.JacksonException e) {
      whereItBreaks(e);
    }
    return records > 0;
  }

  /** What is cut off at the end of the sample is no fault of the object. */
  private void whereItBreaks(IOException e) {
    if (in.isCut()) {
      records += inArray && !items.equals(SampleType.NOTHING) ? 1 : 0;
    } else {
      records = 0;
      problem = "it is no JSON: " + e.getMessage().lines().findFirst().orElse("");
    }
  }

  private void readValue(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      inArray = true;
      while (json.nextToken() != JsonToken.END_ARRAY) {
        items = SampleType.join(items, type(json));
      }
    } else {
      record = SampleType.join(record, type(json));
    }
    records++;
  }

  Sample sample(String compression) throws UnknownFormatException {
    SampleType whole = inArray ? new Struct(Map.of("array", new ListOf(items))) : record;
    if (records == 0 || !(whole instanceof Struct fields)) {
      throw new UnknownFormatException(
          records == 0 ? problem : "it has JSON values that are no objects");
    }
    Shape shape = new Shape("json", compression, Map.of());
    return new Sample(shape, Columns.of(fields.fields()), records, in.count());
  }

  private static SampleType type(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> struct(json);
      case START_ARRAY -> list(json);
      case VALUE_NUMBER_INT -> whole(json);
      case VALUE_NUMBER_FLOAT -> SampleType.DOUBLE;
      case VALUE_TRUE, VALUE_FALSE -> SampleType.BOOLEAN;
      case VALUE_NULL -> SampleType.NOTHING;
      default -> SampleType.STRING;
    };
  }

  private static SampleType whole(JsonParser json) throws IOException {
    return switch (json.getNumberType()) {
      case INT -> SampleType.INT;
      case LONG -> SampleType.BIGINT;
      default -> SampleType.DOUBLE;
    };
  }

  private static Struct struct(JsonParser json) throws IOException {
    Map<String, SampleType> fields = new LinkedHashMap<>();
    while (json.nextToken() != JsonToken.END_OBJECT) {
      String name = json.currentName();
      json.nextToken();
      fields.merge(name, type(json), SampleType::join);
    }
    return new Struct(fields);
  }

  private static ListOf list(JsonParser json) throws IOException {
    SampleType item = SampleType.NOTHING;
    while (json.nextToken() != JsonToken.END_ARRAY) {
      item = SampleType.join(item, type(json));
    }
    return new ListOf(item);
  }
}
