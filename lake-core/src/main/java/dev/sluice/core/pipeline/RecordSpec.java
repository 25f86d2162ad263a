package dev.sluice.core.pipeline;

import java.util.List;

/**
 * What a pipeline's records look like and which of their fields identify, date and order them.
 *
 * @param id what identifies a record; equal ids are duplicates
 * @param timeField the field with the event time; type {@code timestamp} or {@code date}
 * @param keyField the field used as partition key; records of one key stay in order
 * @param schema all fields
 * @param timeFormat how event times are written
 * @param packing what is taken off the stream's records first
 */
public record RecordSpec(
    Id id,
    String timeField,
    String keyField,
    Schema schema,
    TimeFormat timeFormat,
    Packing packing) {
  public RecordSpec {
    checkNames(schema, id.fields);
    checkNames(schema, List.of(timeField, keyField));
  }

  /** With event times as they usually are, and nothing around a record. */
  public RecordSpec(String idField, String timeField, String keyField, Schema schema) {
    this(Id.of(idField), timeField, keyField, schema, TimeFormat.USUAL, Packing.PLAIN);
  }

  private static void checkNames(Schema schema, List<String> names) {
    for (String name : names) {
      if (schema.field(name).isEmpty()) {
        throw new IllegalArgumentException("Field '" + name + "' is not in the schema");
      }
    }
  }

  /**
   * What identifies a record.
   *
   * @param fields whose values do so together, at least one
   * @param isContent whether these are all fields: records have no id, so those with the same
   *     content are one, and a field may be missing
   */
  public record Id(List<String> fields, boolean isContent) {
    public Id {
      fields = List.copyOf(fields);
      if (fields.isEmpty()) {
        throw new IllegalArgumentException("A record is identified by at least one field");
      }
    }

    /** One field. */
    public static Id of(String field) {
      return new Id(List.of(field), false);
    }

    /** Whether no record may be without the field, as it identifies it. */
    public boolean needs(String field) {
      return !isContent && fields.contains(field);
    }

    /** Whether it is one field alone. */
    public boolean isOne() {
      return !isContent && fields.size() == 1;
    }
  }
}
