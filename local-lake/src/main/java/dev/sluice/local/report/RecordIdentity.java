package dev.sluice.local.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldPath;
import dev.sluice.core.pipeline.RecordSpec;
import java.util.List;
import java.util.Optional;

/**
 * A record's id as one text: those of different ids differ, wherever one of their parts ends.
 * Values are compared as they are written: 1 and 1.0 are one row of a table, and two records here,
 * both of which have to have arrived.
 */
final class RecordIdentity {
  private final List<String> pointers;
  private final boolean isContent;

  /**
   * @param pointers to the id's parts
   * @param isContent whether parts may be missing
   */
  RecordIdentity(List<String> pointers, boolean isContent) {
    this.pointers = pointers;
    this.isContent = isContent;
  }

  static RecordIdentity of(RecordSpec record) {
    List<String> pointers =
        record.id().fields().stream()
            .map(name -> record.schema().field(name).orElseThrow())
            .map(Field::from)
            .map(FieldPath::pointer)
            .toList();
    return new RecordIdentity(pointers, record.id().isContent());
  }

  /** The id; empty: the value has none. A null is as good as what is missing. */
  Optional<String> read(JsonNode record) {
    StringBuilder id = new StringBuilder();
    for (String pointer : pointers) {
      JsonNode part = record.at(pointer);
      boolean isThere = part.isValueNode() && !part.isNull();
      if (!isThere && !isContent) {
        return Optional.empty();
      }
      if (pointers.size() == 1 && !isContent) {
        return Optional.of(part.asText());
      }
      String text = isThere ? part.asText() : part.isNull() ? "" : part.toString();
      id.append(text.length()).append(isThere ? ':' : '?').append(text);
    }
    return Optional.of(id.toString());
  }
}
