package dev.sluice.core.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.RecordSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Checks payloads against a pipeline's schema and finds their event time, in one pass and without a
 * tree. A valid payload is exactly one JSON object in UTF-8, has all required fields, not null, and
 * a value of each declared field that can be cast to its type. Fields that the schema doesn't know
 * may be there. Of a repeated field every value is checked and the last one taken.
 *
 * <p>An event time that is not a time doesn't make a record invalid; one that is required and
 * missing does. Not safe for several threads.
 */
public final class RecordScanner {
  private final JsonFactory json =
      JsonFactory.builder().streamReadConstraints(new JsonLimits()).build();
  private final PathTree<BoundField> fields = new PathTree<>();
  private final List<BoundField> required = new ArrayList<>();
  private final boolean[] present;
  private final RecordScan scan = new RecordScan();
  private final PlainScan plain;

  public RecordScanner(RecordSpec spec) {
    List<Field> declared = spec.schema().fields();
    for (int index = 0; index < declared.size(); index++) {
      Field field = declared.get(index);
      BoundField bound = new BoundField(field, index, spec);
      fields.add(field.path(), bound);
      if (field.required()) {
        required.add(bound);
      }
    }
    this.present = new boolean[declared.size()];
    plain = new PlainScan(fields, required, present, scan);
  }

  /** Scans the payload in that slice. The result is valid until the next call. */
  public RecordScan scan(byte[] data, int offset, int length) {
    scan.clear();
    if (plain.takes(data, offset, length)) {
      return scan;
    }
    scan.clear();
    Optional<String> other = Encodings.problem(data, offset, length);
    if (other.isPresent()) {
      scan.reject(other.get());
    } else {
      parse(data, offset, length);
    }
    return scan;
  }

  private void parse(byte[] data, int offset, int length) {
    try (JsonParser parser = json.createParser(data, offset, length)) {
      JsonToken first = parser.nextToken();
      if (first != JsonToken.START_OBJECT) {
        scan.reject(first == null ? "empty" : "not a JSON object");
        return;
      }
      parseFields(parser);
      if (parser.nextToken() != null) {
        scan.rejection = "more than one JSON value";
      }
    } catch (JsonProcessingException e) {
      scan.rejection = JsonLimits.problem(e);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading from memory can't fail", e);
    }
  }

  private void parseFields(JsonParser parser) throws IOException {
    Arrays.fill(present, false);
    takeFields(fields, parser);
    for (BoundField field : required) {
      if (!present[field.index]) {
        scan.reject(field.missing);
      }
    }
  }

  private void takeFields(PathTree<BoundField> object, JsonParser parser) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      takeValue(object, name, parser);
    }
  }

  private void takeItems(PathTree<BoundField> array, JsonParser parser) throws IOException {
    for (int index = 0; parser.nextToken() != JsonToken.END_ARRAY; index++) {
      takeValue(array, array.item(index), parser);
    }
  }

  /** Takes what is wanted of a value, up to its last token. */
  private void takeValue(PathTree<BoundField> parent, String name, JsonParser parser)
      throws IOException {
    BoundField field = parent.wanted(name);
    if (field != null) {
      present[field.index] = parser.currentToken() != JsonToken.VALUE_NULL;
      take(field, parser);
    } else if (!parent.isFlat()) {
      takeWithin(parent.holder(name), parser);
    }
    parser.skipChildren();
  }

  /** Takes what is wanted of an object or array, up to its last token. */
  private void takeWithin(PathTree<BoundField> holder, JsonParser parser) throws IOException {
    if (holder == null) {
      return;
    }
    for (int i = 0; i < holder.within().size(); i++) {
      forget(holder.within().get(i));
    }
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      takeFields(holder, parser);
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      takeItems(holder, parser);
    }
  }

  /** What holds the field comes once more, without it so far. */
  private void forget(BoundField field) {
    present[field.index] = false;
    if (field.isTime) {
      scan.time = RecordScan.Time.MISSING;
      scan.timeMillis = 0;
      scan.unreadTime = "";
    }
  }

  private void take(BoundField field, JsonParser parser) throws IOException {
    if (field.isTime) {
      takeTime(field, parser);
    } else if (present[field.index] && !field.accepts(parser)) {
      scan.reject(field.wrongType);
    } else if (present[field.index] && (field.isId || field.isKey) && !field.isUnicode(parser)) {
      scan.reject(field.notUnicode);
    } else if (field.isId
        && field.required
        && present[field.index]
        && parser.getTextLength() == 0) {
      scan.reject(field.empty);
    }
  }

  private void takeTime(BoundField field, JsonParser parser) throws IOException {
    scan.timeMillis = present[field.index] ? field.time(parser) : 0;
    scan.time =
        !present[field.index]
            ? RecordScan.Time.MISSING
            : scan.timeMillis == EventTime.UNPARSABLE
                ? RecordScan.Time.UNPARSABLE
                : RecordScan.Time.PARSED;
    if (scan.time == RecordScan.Time.UNPARSABLE) {
      scan.unreadTime = field.beginning(parser);
    }
  }
}
